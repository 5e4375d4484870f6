# shellcheck shell=bash
# Programs of the control plane as their projects release them. Each project's
# address can be set to a mirror's: BENCH_HELM_RELEASES, BENCH_ETCD_RELEASES,
# BENCH_KUBERNETES_RELEASES, BENCH_MINIKUBE_RELEASES.

MINIKUBE_RELEASES=${BENCH_MINIKUBE_RELEASES:-https://storage.googleapis.com/minikube/releases}

# Sites that did not answer: asked once, so that a closed network costs one
# wait for each project and not for each program.
declare -A unreachable=()

# download NAME VERSION FILE: 0: FILE is the program, its checksum verified;
# 1: there is no release to be had here; 2: refused, said on stderr.
download() {
  local name=$1 version=$2 file=$3 arch site url sums member=''
  [[ $(uname -s) == Linux ]] && command -v curl >/dev/null || return 1
  case $(uname -m) in
    x86_64) arch=amd64 ;;
    aarch64) arch=arm64 ;;
    *) return 1 ;;
  esac
  case $name in
    helm*)
      site=${BENCH_HELM_RELEASES:-https://get.helm.sh}
      url=$site/helm-$version-linux-$arch.tar.gz
      sums=$url.sha256sum
      member=linux-$arch/helm
      ;;
    etcd)
      site=${BENCH_ETCD_RELEASES:-https://github.com/etcd-io/etcd/releases/download}
      url=$site/$version/etcd-$version-linux-$arch.tar.gz
      sums=$site/$version/SHA256SUMS
      member=etcd-$version-linux-$arch/etcd
      ;;
    minikube)
      site=$MINIKUBE_RELEASES
      url=$site/$version/minikube-linux-$arch
      sums=$url.sha256
      ;;
    kube*)
      site=${BENCH_KUBERNETES_RELEASES:-https://dl.k8s.io}
      url=$site/$version/bin/linux/$arch/$name
      sums=$url.sha256
      ;;
    # kwok's releases come without checksums.
    *) return 1 ;;
  esac
  [[ -z ${unreachable[$site]:-} ]] || return 1

  local expected
  if ! expected=$(fetch "$sums" --max-time 20 | checksum_of "${url##*/}"); then
    unreachable[$site]=1
    return 1
  fi
  printf 'downloading %s ... ' "$version"
  if ! fetch "$url" --retry 2 -o "$file"; then
    printf 'failed; '
    return 1
  fi
  verify "$file" "$expected" "$url" || return 2
  [[ -z $member ]] || unpack "$file" "$member"
}

fetch() {
  local protocols='=https'
  # A mirror may be http: the checksum comes the same way, but the user chose.
  [[ $1 != http://* ]] || protocols='=http,https'
  curl -fsSL --proto "$protocols" --connect-timeout 5 "$@" 2>/dev/null
}

# checksum_of FILE: out of a list on stdin, or the one that stands there alone.
# Fails unless it is a SHA-256: some networks answer everything with a page.
checksum_of() {
  awk -v file="$1" 'NF == 1 || $2 == file || $2 == "*" file {
                      print $1; exit }' | grep -xE '[0-9a-f]{64}'
}

verify() {
  local actual
  actual=$(sha256sum "$1" | cut -d' ' -f1)
  [[ $actual != "$2" ]] || return 0
  rm -f "$1"
  printf 'refused\n'
  echo "${0##*/}: error: $3 has the wrong checksum: expected $2," \
    "found $actual. Try again; if it stays so, do not use this network." >&2
  return 1
}

# unpack FILE MEMBER: FILE becomes its own member.
unpack() {
  mv "$1" "$1.tar" && tar -xzOf "$1.tar" "$2" >"$1" && rm -f "$1.tar"
}
