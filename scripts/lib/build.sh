# shellcheck shell=bash
# Configuring and building with CMake presets. Used from the top of the
# checkout; everything goes to stderr, since stdout belongs to the program.

# shellcheck source=scripts/lib/packages.sh
. "${BASH_SOURCE[0]%/*}/packages.sh"

# can_build_in FOLDER: CMake, Ninja and the compilers hand paths on to each other
# in files and definitions of their own, and not every character gets through.
can_build_in() {
  local character
  character=$(unbuildable_character "$1") || return 0
  echo "bench: it cannot be built in $1: no path that has $character in it gets" \
    "through CMake. Move the checkout to another folder, and try again." >&2
  return 1
}

# unbuildable_character PATH: the first one, in words; fails when there is none.
unbuildable_character() {
  case $1 in
    *'"'*) echo 'a double quote' ;;
    *\\*) echo 'a backslash' ;;
    *[\$\;:#\<\>\|]* | *'['* | *']'*) echo "one of \$ ; : # < > | [ ]" ;;
    *$'\n'* | *$'\r'*) echo 'a line break' ;;
    *) return 1 ;;
  esac
}

# lock_folder FOLDER: keeps others from building there until unlock_folder, or
# until this process and what it builds with have ended.
lock_folder() {
  if ! mkdir -p "$1" || ! exec {build_lock}>"$1/.lock"; then
    echo "bench: cannot write to $1, where it is built" >&2
    return 1
  fi
  if ! flock -n "$build_lock"; then
    echo "bench: waiting for another build in $1" >&2
    flock "$build_lock"
  fi
}

unlock_folder() {
  exec {build_lock}>&-
}

# is_configured FOLDER: by CMake, for this checkout and not for the place that
# it was moved or copied from.
is_configured() {
  [[ -f $1/build.ninja && -f $1/CMakeCache.txt ]] &&
    grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$(pwd -P)" "$1/CMakeCache.txt"
}

# configure "PACKAGES" PRESET [cmake argument]...: installs packages only when
# it does not work without them.
configure() {
  local packages output
  read -ra packages <<<"$1"
  shift
  echo "bench: configuring ($1)" >&2
  output=$(run_cmake "$@") && return
  if has_apt && [[ -z $(missing_packages "${packages[@]}") ]]; then
    printf '%s\n' "$output" >&2
    echo "bench: configuring failed, see above" >&2
    return 1
  fi
  has_apt || printf '%s\n' "$output" >&2
  install_packages "${packages[@]}" || return
  if ! run_cmake "$@" >&2; then
    echo "bench: configuring failed, see above" >&2
    return 1
  fi
}

run_cmake() {
  cmake --fresh --preset "$@" 2>&1 </dev/null
}

# build FOLDER TARGET...: what is out of date. Says nothing when nothing is.
build() {
  local folder=$1
  shift
  NINJA_STATUS='[%f/%t] ' ninja -C "$folder" "$@" 2>&1 </dev/null |
    show_progress
  return "${PIPESTATUS[0]}"
}

# Ninja's output: its steps become one line that is written over on a terminal,
# and a line for each tenth elsewhere; what the compiler says goes through.
show_progress() {
  local line shown='' tenth=-1 columns=80
  if [[ -t 2 ]]; then
    columns=$(tput cols 2>/dev/null || echo 80)
  fi
  while IFS= read -r line; do
    case $line in
      'ninja: Entering directory'* | 'ninja: no work to do.') ;;
      *'Re-checking globbed directories...' | '-- '*) ;;
      \[*/*\]' '*)
        if [[ -t 2 ]]; then
          printf '\r%s\e[K' "${line:0:columns-1}" >&2
          shown=1
        elif [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] &&
          ((tenth != 10 * BASH_REMATCH[1] / BASH_REMATCH[2])); then
          tenth=$((10 * BASH_REMATCH[1] / BASH_REMATCH[2]))
          printf 'bench: building %s\n' "${BASH_REMATCH[0]}" >&2
        fi
        ;;
      *)
        [[ -z $shown ]] || printf '\r\e[K' >&2
        shown=''
        printf '%s\n' "$line" >&2
        ;;
    esac
  done
  [[ -z $shown ]] || printf '\r\e[K' >&2
}
