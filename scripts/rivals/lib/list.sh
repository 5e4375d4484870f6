# shellcheck shell=bash
# list HELM NAMESPACE: the names of its releases, a line each: all of them, where
# a bare `helm list` shows 256 and, with helm 3, not those in every state.
list() {
  "$1" list -q -n "$2" -m 0 --deployed --failed --pending --uninstalling \
    --uninstalled --superseded
}
