# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # what it shares with scripts/minikube
# The images that minikube and its cluster are made of, out of Debian packages
# and the programs in `folder`. minikube.sh, debian.sh, packages.sh and engine.sh
# have to be sourced, too. What makes one is to be called in a subshell that ends
# at its first failure.

readonly programs_path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
readonly made_by=helm-bench.recipe
readonly node_image=helm-bench/node:$MINIKUBE_VERSION
# What runs in the pods of scenarios with real_pods.
readonly application_image=helm-bench/applications:1
# As minikube asks for it: this is what it calls the way in which it is packed.
preload=preloaded-images-k8s-v18-$KUBERNETES_VERSION-containerd-overlay2
preload+=-$(dpkg --print-architecture 2>/dev/null).tar.lz4

# What the images are made by, in one word: this file but for its comments, and
# the versions.
recipe() {
  local here=${BASH_SOURCE[0]%/*}
  {
    grep -hv '^ *#' "$here/minikube_images.sh" "$here/runc-within-limits"
    grep -h '^[A-Z0-9_]*_VERSION=' "$here/minikube.sh" "$here/control_plane.sh"
  } | sha256sum | cut -c1-16
}

# The module's folder of minikube's own node image, whose files ours has, too.
kicbase_folder() {
  local module
  find_go "$folder" >&2
  module=$(cd "$top/scripts/modules/minikube" &&
    GOFLAGS='' GOWORK=off "$go" list -m -f '{{.Dir}}' k8s.io/minikube)
  echo "$module/deploy/kicbase"
}

# make_node TAG: a Debian with systemd, containerd and ssh, which a node is for
# minikube.
make_node() {
  local kicbase
  kicbase=$(kicbase_folder)
  make_tree node
  fill_node "$tree" "$kicbase"
  import_node "$tree" "$1"
}

# make_tree NAME: an empty folder `tree`, as long as this subshell lives.
make_tree() {
  install_packages debootstrap lz4
  tree=$(mktemp -d "$folder/$1.XXXXXX")
  trap 'rm -rf --one-file-system "$tree"' EXIT
}

# plant TREE PACKAGES: the smallest Debian with these, without what only people
# read.
plant() {
  local suite environment=(PATH="$PATH" DEBIAN_FRONTEND=noninteractive)
  suite=$(os_release VERSION_CODENAME)
  find_proxies
  find_sources "$suite"
  env -i "${environment[@]}" debootstrap --variant=minbase \
    --include="$2" "$suite" "$1" "$mirror"
  rm -rf "$1"/var/cache/apt/archives/*.deb "$1"/var/lib/apt/lists/* \
    "$1"/usr/share/{doc,man,locale}/*
}

# make_applications TAG: an image of its own for each would hold the same Debian
# three times.
make_applications() {
  make_tree applications
  plant "$tree" nginx-light,redis-server,mariadb-server
  rm -rf "$tree"/var/lib/mysql/*
  tar -C "$tree" -c --numeric-owner --one-file-system . |
    docker import --change "LABEL $made_by=$(recipe)" \
      --change "ENV PATH=$programs_path" - "$1"
}

# fill_node TREE KICBASE
fill_node() {
  local tree=$1 kicbase=$2 packages
  packages=systemd,systemd-sysv,dbus,conntrack,iptables,nftables,iproute2,ethtool
  packages+=,socat,util-linux,mount,ebtables,kmod,rsync,curl,ca-certificates
  packages+=,containerd,runc,containernetworking-plugins,sudo,openssh-server,lz4
  packages+=,procps,jq,libseccomp2,iputils-ping
  plant "$tree" "$packages"

  install -D "$kicbase/entrypoint" "$tree/usr/local/bin/entrypoint"
  install -D -m 0644 "$kicbase/containerd.toml" "$tree/etc/containerd/config.toml"
  install -D -m 0644 -t "$tree/etc/sysctl.d" "$kicbase"/1*.conf
  install -D "$kicbase/automount/minikube-automount" \
    "$tree/usr/sbin/minikube-automount"
  install -D -m 0644 -t "$tree/usr/lib/systemd/system" \
    "$kicbase/automount/minikube-automount.service" \
    "$kicbase/scheduled-stop/minikube-scheduled-stop.service"
  install -D -t "$tree/var/lib/minikube/scheduled-stop" \
    "$kicbase/scheduled-stop/minikube-scheduled-stop"
  install "$folder/parts/crictl" "$tree/usr/local/bin/crictl"
  echo 'runtime-endpoint: unix:///run/containerd/containerd.sock' \
    >"$tree/etc/crictl.yaml"
  mkdir -p "$tree/opt/cni/bin" "$tree/kind" "$tree/etc/kubernetes/manifests"
  cp "$tree"/usr/lib/cni/* "$tree/opt/cni/bin/"
  fit_node_into_limits "$tree"
  chroot "$tree" /bin/bash -e <<'IN_TREE'
cd /
# Only what a node needs starts.
rm -f /lib/systemd/system/sysinit.target.wants/systemd-tmpfiles-setup.service \
  /lib/systemd/system/{multi-user,local-fs,basic}.target.wants/* \
  /etc/systemd/system/*.wants/* \
  /lib/systemd/system/sockets.target.wants/*{udev,initctl}*
echo ReadKMsg=no >>/etc/systemd/journald.conf
sed -i 's/OnBootSec=.*/OnBootSec=1min/' \
  /usr/lib/systemd/system/systemd-tmpfiles-clean.timer
systemctl mask systemd-binfmt.service
systemctl enable ssh.service minikube-automount.service
sed -i '/^\[Service\]/a LimitNOFILE=1048576' /lib/systemd/system/containerd.service
sed -i -E 's#^(hosts:\s*).*#\1files dns#' /etc/nsswitch.conf
cat >>/etc/ssh/sshd_config <<'END'
PubkeyAcceptedAlgorithms +ssh-rsa
HostkeyAlgorithms +ssh-rsa
PubkeyAuthentication yes
PasswordAuthentication no
END
groupadd -f docker
useradd -m -s /bin/bash -g docker -G sudo docker
usermod -p '*' docker
echo '%sudo ALL=(ALL) NOPASSWD:ALL' >/etc/sudoers.d/20-passwordless-sudo
chmod 0440 /etc/sudoers.d/20-passwordless-sudo
install -d -o docker -g docker /home/docker/.ssh
ssh-keygen -A
mkdir -p /run/sshd
IN_TREE
  printf '{"kicbase_version": "%s", "minikube_version": "%s"}\n' \
    "$MINIKUBE_VERSION" "$MINIKUBE_VERSION" >"$tree/version.json"
}

# fit_node_into_limits TREE: what runs in the node may not ask for more than the
# node was given.
fit_node_into_limits() {
  ! may_raise_limits || return 0
  sed -i 's/restrict_oom_score_adj = false/restrict_oom_score_adj = true/' \
    "$1/etc/containerd/config.toml"
  install "${BASH_SOURCE[0]%/*}/runc-within-limits" "$1/usr/local/sbin/runc"
  mkdir -p "$1/etc/systemd/system/containerd.service.d"
  printf '[Service]\nEnvironment=PATH=%s\n' \
    "$programs_path" >"$1/etc/systemd/system/containerd.service.d/path.conf"
}

# import_node TREE TAG: `docker import` knows no stop signal, so it takes two.
import_node() {
  tar -C "$1" -c --numeric-owner --one-file-system . |
    docker import - "$2-tree"
  docker_build "$2" <<END
FROM $2-tree
ENV container=docker
STOPSIGNAL SIGRTMIN+3
EXPOSE 22
LABEL $made_by=$(recipe)
ENTRYPOINT ["/usr/local/bin/entrypoint", "/sbin/init"]
END
}

# docker_build TAG: of a Dockerfile on stdin that needs no files.
docker_build() {
  DOCKER_BUILDKIT=0 docker build --tag "$1" - 2>&1
}

# pack_images FILE: the images of the cluster's pods, as containerd keeps them.
pack_images() {
  make_tree images
  fill_images "$tree"
  pack "$tree" "$1"
}

# fill_images WORK: WORK/images/*.tar, one an image of what kubeadm asks for.
fill_images() {
  local work=$1 images image name
  mkdir "$work/images"
  images=$("$binaries/kubeadm" config images list \
    --kubernetes-version "$KUBERNETES_VERSION")
  for image in $images gcr.io/k8s-minikube/storage-provisioner:v5; do
    name=${image##*/}
    name=${name%:*}
    make_pod_image "$work" "$name" "$image"
  done
  docker save -o "$work/images/applications.tar" "$application_image"
}

# make_pod_image WORK NAME IMAGE: one static program, which stands where the
# manifests of kubeadm and minikube call it.
make_pod_image() {
  local name=$2 image=$3 tree=$1/$2 program changes=()
  program=$(program_of_image "$name")
  mkdir -p "$tree/tmp"
  chmod 1777 "$tree/tmp"
  case $name in
    pause | coredns | storage-provisioner)
      install -D "$program" "$tree/$name"
      changes=(--change "ENTRYPOINT [\"/$name\"]")
      ;;
    *) install -D "$program" "$tree/usr/local/bin/$name" ;;
  esac
  [[ $name != kube-proxy ]] || add_packet_filters "$tree"
  changes+=(--change "ENV PATH=$programs_path")
  tar -C "$tree" -c --numeric-owner . |
    docker import "${changes[@]}" - "$image"
  docker save -o "$1/images/$name.tar" "$image"
  docker image rm "$image"
  rm -rf "$tree"
}

# program_of_image NAME: those of the control plane are where kwok has them.
program_of_image() {
  local place
  for place in "$folder/parts" "$CONTROL_PLANE_FOLDER/bin"; do
    [[ ! -x $place/$1 ]] || {
      echo "$place/$1"
      return
    }
  done
  type -p "$1"
}

# add_packet_filters TREE: what kube-proxy calls, out of the node's image, with
# its libraries.
add_packet_filters() {
  docker run --rm --entrypoint /bin/bash "$node_image" -c '
    set -e
    programs=(/usr/sbin/xtables-nft-multi /usr/sbin/nft /usr/sbin/conntrack)
    libraries=$(ldd "${programs[@]}" | grep -oE "/[^ ]+\.so[^ ]*" | sort -u)
    tar -c --dereference --absolute-names "${programs[@]}" $libraries \
      /usr/lib/*-linux-gnu/xtables' | tar -x -C "$1"
  local name
  for name in ip{,6}tables{,-save,-restore}; do
    ln -s xtables-nft-multi "$1/usr/sbin/$name"
  done
}

# pack WORK FILE: a node imports them, in a folder that is no overlay itself.
pack() {
  local work=$1 file=$2
  mkdir "$work/containerd"
  docker run --rm --privileged --entrypoint /bin/bash \
    --volume "$work/images:/images" \
    --volume "$work/containerd:/var/lib/containerd" "$node_image" -c '
      set -e
      containerd >/tmp/log 2>&1 &
      for i in $(seq 100); do ctr version >/dev/null 2>&1 && break; sleep 0.2; done
      for image in /images/*.tar; do
        ctr -n k8s.io images import --all-platforms=false "$image"
      done
      kill %1
      wait %1 || true'
  tar -C "$work" --transform 's#^containerd#lib/containerd#' \
    --numeric-owner --xattrs -c containerd | lz4 -c >"$file"
}
