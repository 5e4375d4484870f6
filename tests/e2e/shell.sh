# shellcheck shell=bash
# What the tests of the scripts share. A test is a function; check names the
# behaviour and runs it.

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
  echo "FAILED: $current: $*" >&2
  exit 1
}

# check BEHAVIOUR FUNCTION: in a folder and an environment of its own.
check() {
  current=$1
  echo "-- $current"
  mkdir "$scratch/$2"
  (cd "$scratch/$2" && "$2")
}

# expect_exit CODE COMMAND...: with its outputs in the files out and err.
expect_exit() {
  local expected=$1 found=0
  shift
  "$@" >out 2>err </dev/null || found=$?
  ((found == expected)) ||
    fail "expected exit code $expected, found $found; it said: $(cat out err)"
}

expect_in() {
  grep -qF -- "$2" "$1" || fail "expected \"$2\" in $1, found: $(cat "$1")"
}

expect_not_in() {
  ! grep -qF -- "$2" "$1" || fail "expected no \"$2\" in $1, found: $(cat "$1")"
}

# fake NAME: a program in ./fake from stdin, which logs how it was called.
fake() {
  mkdir -p fake
  {
    printf '#!/bin/bash\necho "%s $*" >>"%s/calls"\n' "$1" "$PWD"
    cat
  } >"fake/$1"
  chmod +x "fake/$1"
}

# link_tools NAME...: these programs, and no others, in ./tools.
link_tools() {
  local name
  mkdir -p tools
  for name; do
    ln -s "$(type -P "$name")" "tools/$name"
  done
}
