# shellcheck shell=bash
# Which Debian and Ubuntu packages the project needs, and how they get there.
# Everything said here goes to stderr.

# What `bench` is built with, and the Python that the post's programs run with.
# On bookworm libboost-dev is 1.74: too old, and in conflict with 1.81. Elsewhere
# libboost-dev is new enough.
packages_to_build() {
  local boost=libboost-dev
  [[ $(os_release VERSION_CODENAME) != bookworm ]] || boost=libboost1.81-dev
  echo g++ cmake ninja-build "$boost" libbenchmark-dev nlohmann-json3-dev \
    libfmt-dev libcli11-dev libyaml-cpp-dev libcurl4-openssl-dev libssl-dev \
    zlib1g-dev libprotobuf-dev protobuf-compiler libpugixml-dev python3
}

packages_to_test() {
  echo libgtest-dev libgmock-dev python3-jsonschema curl git parallel \
    "$(packages_to_report)"
}

# What draws the pictures of a report, and the letters in a PNG.
packages_to_report() {
  echo gnuplot-nox fonts-dejavu-core
}

# What reads our exports, as far as Debian has it. A cargo, unless there is one:
# hyperfine's scripts are in its crate.
packages_of_readers() {
  local cargo=''
  command -v cargo >/dev/null || cargo=cargo
  echo libbenchmark-tools cmark-gfm python3-venv $cargo
}

# What making the control plane takes, one a line, as far as it is not there by
# other means. Go itself comes with pip: go.sh has to be sourced, too.
packages_of_control_plane() {
  command -v curl >/dev/null || printf '%s\n' curl ca-certificates
  has_go || has_pip || echo python3-pip
}

packages_of_ci() {
  echo clang-format-19 clang-tidy-19 shellcheck ccache
}

# os_release KEY: its value, empty where there is none.
os_release() {
  # shellcheck disable=SC1091
  (. /etc/os-release && printf '%s' "${!1-}") 2>/dev/null || true
}

has_apt() {
  command -v apt-get >/dev/null && command -v dpkg-query >/dev/null
}

# missing_packages NAME...: those that are not installed, one a line.
missing_packages() {
  local installed
  # It fails when a name is unknown and prints the others all the same.
  installed=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' "$@" \
    2>/dev/null || true)
  local package
  for package in "$@"; do
    grep -qxF "installed $package" <<<"$installed" || echo "$package"
  done
}

# install_packages NAME...: installs those that are missing, saying so first.
# Fails, with the line to type, where it may not. BENCH_NO_INSTALL=1 forbids it.
install_packages() {
  if ! has_apt; then
    echo "bench: this system has no apt-get. Install what these Debian" \
      "packages hold, then try again: $*" >&2
    return 1
  fi
  local missing
  mapfile -t missing < <(missing_packages "$@")
  ((${#missing[@]})) || return 0

  local as_root=''
  (($(id -u) == 0)) || as_root='sudo '
  local line="${as_root}apt-get update &&"
  line+=" ${as_root}apt-get install -y ${missing[*]}"
  if [[ ${BENCH_NO_INSTALL:-} == 1 ]]; then
    echo "bench: packages are missing (BENCH_NO_INSTALL=1: not installed)." \
      "To install them:" >&2
    echo "  $line" >&2
    return 1
  fi
  if [[ -n $as_root ]] && ! sudo -n true 2>/dev/null; then
    echo "bench: packages are missing. To install them:" >&2
    echo "  $line" >&2
    return 1
  fi

  echo "bench: installing ${missing[*]}" >&2
  apt_get update -q || true # older lists may do
  # Nothing of the user's is removed to make room: rather it fails.
  if ! apt_get install -y -q --no-install-recommends --no-remove \
    "${missing[@]}"; then
    echo "bench: apt-get failed, see above. By hand:" >&2
    echo "  $line" >&2
    return 1
  fi
}

apt_get() {
  local command=(env DEBIAN_FRONTEND=noninteractive
    apt-get -o DPkg::Lock::Timeout=120 "$@")
  (($(id -u) == 0)) || command=(sudo -n "${command[@]}")
  "${command[@]}" </dev/null >&2
}
