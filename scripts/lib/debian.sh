# shellcheck shell=bash
# shellcheck disable=SC2034  # these are for the scripts that source this
# Trees of Debian packages, made from this machine's own package sources.
# packages.sh has to be sourced, too.

# What a command in a tree needs to know of this machine to get out: appends to
# `environment`.
find_proxies() {
  local name apt_proxy=''
  eval "$(apt-config shell apt_proxy Acquire::http::Proxy)"
  if [[ $apt_proxy == http* && -z ${http_proxy:-} ]]; then
    local http_proxy=$apt_proxy # debootstrap does not ask apt
  fi
  for name in {http,https,all,no}_proxy {HTTP,HTTPS,ALL,NO}_PROXY; do
    [[ -z ${!name:-} ]] || environment+=("$name=${!name}")
  done
}

# The machine's package sources, each as its URL and suite. apt reads them, in
# whatever form they are written.
own_sources() {
  apt-get -o Debug::NoLocking=1 update --print-uris |
    sed -nE "s|^'([^']+)/dists/([^']+)/InRelease' .*|\1 \2|p"
}

# find_sources SUITE: sets `sources`, the lines for a tree, and `mirror`. Fails
# where apt has none for this machine's own suite.
find_sources() {
  local own url name
  own=$(os_release VERSION_CODENAME)
  sources=()
  mirror=''
  while read -r url name; do
    case $name in
      "$own") mirror=$url ;;
      "$own-updates" | "$own-security") ;;
      *) continue ;;
    esac
    sources+=("deb $url $1${name#"$own"} main")
  done < <(own_sources)
  [[ -n $mirror ]]
}
