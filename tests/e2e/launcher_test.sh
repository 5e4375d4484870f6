#!/usr/bin/env bash
# The launcher, on a checkout of its own whose program is a few lines.
# shellcheck disable=SC2016  # what is in single quotes is for the fakes
set -euo pipefail

top=$(readlink -f "$(dirname "${BASH_SOURCE[0]}")/../..")
# shellcheck source=tests/e2e/shell.sh
. "$top/tests/e2e/shell.sh"
unset CMAKE_CXX_COMPILER_LAUNCHER BENCH_NO_INSTALL

# A tiny checkout in ./checkout. The program prints its arguments, its folder,
# PATH, and the descriptors that it was given.
make_checkout() {
  mkdir -p checkout/scripts
  cp "$top/bench" "$top/CMakePresets.json" checkout
  cp -r "$top/scripts/lib" checkout/scripts
  cat >checkout/CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.25)
project(tiny LANGUAGES CXX)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
file(GLOB sources CONFIGURE_DEPENDS "*.cc")
add_executable(bench ${sources})
END
  cat >checkout/main.cc <<'END'
#include <cstdlib>
#include <filesystem>
#include <iostream>
int main(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) std::cout << "argument " << argv[i] << "\n";
  std::cout << "folder " << std::filesystem::current_path().string() << "\n";
  std::cout << "path " << std::getenv("PATH") << "\n";
  for (auto& fd : std::filesystem::directory_iterator("/proc/self/fd")) {
    std::error_code ignored;
    std::cout << "open " << std::filesystem::read_symlink(fd, ignored).string()
              << "\n";
  }
  return 7;
}
END
}

starts_from_anywhere() {
  make_checkout
  mkdir 'another folder'
  ln -s ../checkout/bench 'another folder/link'
  cd 'another folder'
  expect_exit 7 ../checkout/bench --flag 'two words' ''
  expect_in out 'argument --flag'
  expect_in out 'argument two words'
  expect_in out "folder $PWD"
  expect_in err 'configuring'
  expect_exit 7 ./link
  expect_in out "folder $PWD"
  [[ ! -s err ]] || fail "the second call is not silent: $(cat err)"
}

offers_the_control_plane_after_path() {
  make_checkout
  XDG_CACHE_HOME=/nowhere/cache expect_exit 7 checkout/bench
  grep -qE '^path .+:/nowhere/cache/helm-bench/helm3\..*/bin$' out ||
    fail "no folder of the control plane in $(grep '^path' out)"
  XDG_CACHE_HOME='' HOME='' expect_exit 7 checkout/bench
  expect_not_in out helm-bench/helm3
}

keeps_the_lock_to_itself() {
  make_checkout
  expect_exit 7 checkout/bench
  expect_not_in out .lock
  # Given a holder of the lock, it waits and says so.
  exec {held}>checkout/build/.lock
  flock "$held"
  checkout/bench >out 2>err {held}>&- &
  until grep -q waiting err; do sleep 0.05; done
  [[ ! -s out ]] || fail "it ran while another held the lock"
  exec {held}>&-
  local code=0
  wait "$!" || code=$?
  ((code == 7)) || fail "exit code $code after the wait"
}

rebuilds_what_has_changed() {
  make_checkout
  expect_exit 7 checkout/bench
  sed -i 's/return 7/return 8/' checkout/main.cc
  expect_exit 8 checkout/bench
  # A new file is seen, too.
  echo 'int Extra() { return "no number"; }' >checkout/extra.cc
  expect_exit 2 checkout/bench
  expect_in err 'extra.cc:1:'
}

shows_what_the_compiler_said() {
  make_checkout
  echo 'int broken = "text";' >>checkout/main.cc
  expect_exit 2 checkout/bench
  expect_in err 'main.cc:15:'
  expect_in err 'invalid conversion'
  expect_in err 'the build failed'
  [[ ! -s out ]] || fail "words about building on stdout: $(cat out)"
}

builds_once_for_two_at_once() {
  make_checkout
  checkout/bench >out1 2>err1 &
  checkout/bench >out2 2>err2 &
  local code job
  for job in $(jobs -p); do
    code=0
    wait "$job" || code=$?
    ((code == 7)) || fail "exit code $code: $(cat err1 err2)"
  done
  cat err1 err2 >err
  (($(grep -c 'configuring' err) == 1)) || fail "configured twice: $(cat err)"
  expect_in err 'waiting for another build'
}

follows_a_moved_checkout() {
  make_checkout
  expect_exit 7 checkout/bench
  mv checkout moved
  expect_exit 7 moved/bench
  sed -i 's/return 7/return 9/' moved/main.cc
  expect_exit 9 moved/bench
}

# What does not get through CMake, before anything is touched.
refuses_a_path_that_cannot_be_built() {
  make_checkout
  local name
  for name in 'a"b' 'a\b' 'a;b' 'a$b' 'a:b' 'a#b' 'a<b' 'a>b' 'a|b' 'a[b' \
    'a]b' $'a\nb'; do
    cp -r checkout "$name"
    expect_exit 2 "$name/bench"
    expect_in err 'it cannot be built in'
    expect_in err 'Move the checkout'
    expect_not_in err 'configuring'
    [[ ! -e $name/build ]] || fail "something was made in $name"
  done
  expect_in err 'a line break'
  expect_exit 2 'a"b/bench'
  expect_in err "$PWD/a\"b: no path that has a double quote in it"
}

# All others do.
builds_in_a_path_with_odd_characters() {
  make_checkout
  mv checkout "c++ (1) \`x\`,~@%^=&!{é}*?'-"
  expect_exit 7 ./c++*/bench
}

# A checkout that asks for what is not there, and an apt that has one package
# to give: with it the build works.
make_needy_checkout() {
  make_checkout
  sed -i '2a find_package(Needed REQUIRED PATHS "${CMAKE_SOURCE_DIR}/needed")' \
    checkout/CMakeLists.txt
  mkdir checkout/needed
  fake dpkg-query <<<'for p; do case $p in -*|lib*) ;; *) echo "installed $p";; esac; done'
  fake apt-get <<<"[[ \$* != *install* ]] || touch '$PWD/checkout/needed/NeededConfig.cmake'"
  fake sudo <<<'[[ $1 != -n ]] || shift; exec "$@"'
  fake id <<<'echo 0'
  export PATH=$PWD/fake:$PATH
}

installs_only_when_allowed() {
  make_needy_checkout
  BENCH_NO_INSTALL=1 expect_exit 2 checkout/bench
  expect_in err 'apt-get update && apt-get install -y lib'
  expect_not_in err 'g++'
  expect_not_in calls 'apt-get'
}

installs_as_root() {
  make_needy_checkout
  expect_exit 7 checkout/bench
  expect_in err 'installing lib'
  expect_in calls 'apt-get -o DPkg::Lock::Timeout=120 update'
  grep -qE 'apt-get .* install -y .*--no-remove .*libfmt-dev' calls ||
    fail "called: $(cat calls)"
  expect_not_in calls sudo
}

installs_with_sudo_that_does_not_ask() {
  make_needy_checkout
  fake id <<<'echo 1000'
  expect_exit 7 checkout/bench
  expect_in calls 'sudo -n env DEBIAN_FRONTEND=noninteractive apt-get'
}

asks_for_nothing_where_sudo_would() {
  make_needy_checkout
  fake id <<<'echo 1000'
  fake sudo <<<'exit 1'
  expect_exit 2 checkout/bench
  expect_in err 'sudo apt-get update && sudo apt-get install -y lib'
  expect_not_in calls 'apt-get'
}

says_why_apt_failed() {
  make_needy_checkout
  fake apt-get <<<'echo "E: no such package"; exit 100'
  expect_exit 2 checkout/bench
  expect_in err 'E: no such package'
}

shows_what_cmake_said() {
  make_needy_checkout
  fake dpkg-query <<<'for p; do echo "installed $p"; done'
  expect_exit 2 checkout/bench
  expect_in err 'NeededConfig.cmake'
  expect_not_in calls 'apt-get'
}

installs_gnuplot_for_a_report() {
  make_checkout
  expect_exit 7 checkout/bench
  link_tools bash cat chmod env readlink mkdir flock grep ninja rm
  fake dpkg-query <<<':'
  fake apt-get <<<':'
  fake id <<<'echo 0'
  PATH=$PWD/fake:$PWD/tools
  expect_exit 7 checkout/bench --scenario x
  [[ ! -e calls ]] || fail "called: $(cat calls)"
  # It goes on whatever comes of it.
  BENCH_NO_INSTALL=1 expect_exit 7 checkout/bench --report page.html
  expect_in err 'apt-get install -y gnuplot-nox'
  expect_exit 7 checkout/bench report
  expect_in calls gnuplot-nox
  fake gnuplot <<<':'
  rm calls
  expect_exit 7 checkout/bench report
  [[ ! -e calls ]] || fail "called: $(cat calls)"
}

knows_the_boost_of_each_release() {
  # shellcheck source=scripts/lib/packages.sh
  . "$top/scripts/lib/packages.sh"
  os_release() { echo bookworm; }
  packages_to_build >bookworm
  expect_in bookworm ' libboost1.81-dev '
  expect_not_in bookworm ' libboost-dev '
  os_release() { echo noble; }
  packages_to_build >noble
  expect_in noble ' libboost-dev '
}

check 'starts from any folder and through a link' starts_from_anywhere
check 'offers the control plane after PATH' offers_the_control_plane_after_path
check 'waits for the lock and does not hand it on' keeps_the_lock_to_itself
check 'rebuilds what has changed' rebuilds_what_has_changed
check 'shows what the compiler said' shows_what_the_compiler_said
check 'builds once for two calls at once' builds_once_for_two_at_once
check 'follows a moved checkout' follows_a_moved_checkout
check 'refuses a path that cannot be built' refuses_a_path_that_cannot_be_built
check 'builds in a path with odd characters' \
  builds_in_a_path_with_odd_characters
check 'BENCH_NO_INSTALL only says what is missing' installs_only_when_allowed
check 'installs as root' installs_as_root
check 'installs with sudo that does not ask' installs_with_sudo_that_does_not_ask
check 'prints the line where sudo would ask' asks_for_nothing_where_sudo_would
check 'says why apt failed' says_why_apt_failed
check 'shows what cmake said when no package is missing' shows_what_cmake_said
check 'installs gnuplot for a report only' installs_gnuplot_for_a_report
check 'knows the boost of each release' knows_the_boost_of_each_release
echo 'all passed'
