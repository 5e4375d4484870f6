# shellcheck shell=bash
# shellcheck disable=SC2034  # these are for the scripts that source this
# The versions of the control plane's programs, in this one place (their go.mod
# files in scripts/modules must agree), and where they are kept.

HELM3_VERSION=v3.22.0
HELM4_VERSION=v4.3.2
KWOK_VERSION=v0.8.0
ETCD_VERSION=v3.6.13
KUBERNETES_VERSION=v1.37.2

# Empty where there is neither XDG_CACHE_HOME nor HOME.
CONTROL_PLANE_FOLDER=${XDG_CACHE_HOME:-}
# A relative path is to be ignored, says the XDG base directory specification.
if [[ $CONTROL_PLANE_FOLDER != /* ]]; then
  CONTROL_PLANE_FOLDER=${HOME:+$HOME/.cache}
fi
if [[ -n $CONTROL_PLANE_FOLDER ]]; then
  CONTROL_PLANE_FOLDER+=/helm-bench/helm${HELM3_VERSION#v}
  CONTROL_PLANE_FOLDER+=-helm${HELM4_VERSION#v}-kwok${KWOK_VERSION#v}
  CONTROL_PLANE_FOLDER+=-etcd${ETCD_VERSION#v}
  CONTROL_PLANE_FOLDER+=-kubernetes${KUBERNETES_VERSION#v}
fi
