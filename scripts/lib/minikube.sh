# shellcheck shell=bash
# shellcheck disable=SC2034  # these are for the scripts that source this
# The versions of minikube's parts (their go.mod files in scripts/modules must
# agree) and where they are kept. control_plane.sh has to be sourced, too.

MINIKUBE_VERSION=v1.38.1
COREDNS_VERSION=v1.14.6
CRI_TOOLS_VERSION=v1.34.0

MINIKUBE_FOLDER=${CONTROL_PLANE_FOLDER:+${CONTROL_PLANE_FOLDER%/*}}
MINIKUBE_FOLDER=${MINIKUBE_FOLDER:+$MINIKUBE_FOLDER/minikube${MINIKUBE_VERSION#v}}
MINIKUBE_FOLDER=${MINIKUBE_FOLDER:+$MINIKUBE_FOLDER-kubernetes${KUBERNETES_VERSION#v}}

# A socket's path may have a hundred characters, so not in there.
ENGINE_FOLDER=/run/helm-bench-docker
ENGINE_SOCKET=$ENGINE_FOLDER/docker.sock

# use_own_minikube: sets what minikube made by scripts/minikube needs. What the
# caller has set, or another minikube on PATH, goes first.
use_own_minikube() {
  local name value found
  [[ -n $MINIKUBE_FOLDER && -f $MINIKUBE_FOLDER/settings ]] || return 0
  if found=$(command -v minikube) &&
    [[ ! ${found%/*} -ef $MINIKUBE_FOLDER/bin ]]; then
    return
  fi
  export PATH=$PATH:$MINIKUBE_FOLDER/bin
  while IFS='=' read -r name value; do
    [[ -n ${!name+set} ]] || export "$name=$value"
  done <"$MINIKUBE_FOLDER/settings"
}
