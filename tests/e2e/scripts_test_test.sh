#!/usr/bin/env bash
# scripts/test, on a checkout of its own whose tests are shell lines.
# shellcheck disable=SC2016  # what is in single quotes is for the fakes
set -euo pipefail

top=$(readlink -f "$(dirname "${BASH_SOURCE[0]}")/../..")
# shellcheck source=tests/e2e/shell.sh
. "$top/tests/e2e/shell.sh"
unset BENCH_NO_INSTALL BENCH_WERROR XDG_CACHE_HOME

# make_checkout UNIT E2E REAL: three tests, each a shell line.
make_checkout() {
  mkdir -p checkout/scripts
  cp "$top/CMakePresets.json" checkout
  cp -r "$top/scripts/lib" "$top/scripts/test" checkout/scripts
  fake control-plane <<<"touch '$PWD/has_control_plane'"
  mv fake/control-plane checkout/scripts/control-plane
  cat >checkout/CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.25)
project(tiny LANGUAGES NONE)
option(BENCH_TESTS "" OFF)
option(BENCH_WERROR "" OFF)
add_custom_target(unit_tests)
if(BENCH_TESTS)
  enable_testing()
  foreach(label unit e2e real)
    add_test(NAME ${label}_test COMMAND bash ${CMAKE_SOURCE_DIR}/${label}.sh)
    set_tests_properties(${label}_test PROPERTIES
      LABELS ${label} SKIP_RETURN_CODE 77)
  endforeach()
  include(${CMAKE_SOURCE_DIR}/more.cmake OPTIONAL)
endif()
END
  echo "$1" >checkout/unit.sh
  echo "$2" >checkout/e2e.sh
  echo "$3" >checkout/real.sh
}

# A kwokctl that only keeps account.
fake_kwokctl() {
  fake kwokctl <<'END'
case $1 in
  create) mkdir -p "$KWOK_WORKDIR/clusters/$4" ;;
  delete) rm -r "$KWOK_WORKDIR/clusters/$4" ;;
esac
END
  export PATH=$PWD/fake:$PATH
}

runs_units_and_e2e() {
  make_checkout 'exit 0' 'exit 0' 'exit 1'
  expect_exit 0 checkout/scripts/test
  expect_in out '100% tests passed, 0 tests failed out of 2'
  expect_exit 0 checkout/scripts/test units --preset asan
  expect_in out '0 tests failed out of 1'
  [[ -e checkout/build/asan/build.ninja ]] || fail "not built in build/asan"
}

fails_with_a_test() {
  make_checkout 'exit 0' 'echo the reason; exit 1' 'exit 0'
  expect_exit 8 checkout/scripts/test
  expect_in out 'the reason'
}

fails_when_one_is_skipped() {
  make_checkout 'exit 77' 'exit 0' 'exit 0'
  expect_exit 1 checkout/scripts/test
  expect_in err 'a test was skipped and does not say why'
  # One reason is none for two.
  echo 'echo "LEFT OUT: unit: no terminal"; exit 77' >checkout/unit.sh
  echo 'exit 77' >checkout/e2e.sh
  expect_exit 1 checkout/scripts/test
  expect_in err 'a test was skipped and does not say why'
}

names_those_left_out_in_the_last_lines() {
  make_checkout 'echo "LEFT OUT: unit: no terminal <here>"; exit 77' \
    'exit 0' 'exit 0'
  expect_exit 0 checkout/scripts/test
  [[ $(tail -n 2 err) == 'test: left out, since this machine lacks what they need:
  unit: no terminal <here>' ]] || fail "the last lines: $(tail -n 2 err)"
  expect_exit 1 checkout/scripts/test --strict
  expect_in err '  unit: no terminal <here>'
  expect_in err 'with --strict no test may be left out'
  # The next run knows nothing of it.
  echo 'exit 0' >checkout/unit.sh
  expect_exit 0 checkout/scripts/test --strict
  expect_not_in err 'left out'
}

fails_with_a_test_whatever_was_left_out() {
  make_checkout 'echo "LEFT OUT: unit: no terminal"; exit 77' 'exit 1' 'exit 0'
  expect_exit 8 checkout/scripts/test
}

fails_when_one_is_disabled() {
  make_checkout 'exit 0' 'exit 0' 'exit 0'
  echo 'set_tests_properties(e2e_test PROPERTIES DISABLED TRUE)' \
    >checkout/more.cmake
  expect_exit 1 checkout/scripts/test
  expect_in err 'disabled'
}

fails_when_a_label_has_none() {
  make_checkout 'exit 0' 'exit 0' 'exit 0'
  echo 'set_tests_properties(e2e_test PROPERTIES LABELS unit)' \
    >checkout/more.cmake
  expect_exit 1 checkout/scripts/test
  expect_in err 'no test has the label e2e'
  # The same where ctest is told to choose none.
  rm checkout/more.cmake
  expect_exit 8 checkout/scripts/test -- -R no_such_test
}

real_needs_a_control_plane() {
  make_checkout 'exit 0' 'exit 0' 'exit 0'
  echo 'exit 1' >>checkout/scripts/control-plane
  expect_exit 1 checkout/scripts/test real
  expect_in err 'no control plane'
}

real_has_its_own_world() {
  make_checkout 'exit 0' 'exit 0' "
    kwokctl create cluster --name \$BENCH_CLUSTER_NAME
    env >'$PWD/world'; exit 1"
  fake_kwokctl
  mkdir home
  HOME=$PWD/home KUBECONFIG=$PWD/mine XDG_CONFIG_HOME=$PWD/mine \
    expect_exit 8 checkout/scripts/test real
  expect_in world BENCH_CLUSTER_NAME=helm-bench-test
  expect_not_in world "HOME=$PWD/home"
  expect_not_in world "$PWD/mine"
  expect_in world "$PWD/home/.cache/helm-bench/"
  # Though the test failed, its cluster and its folders are gone.
  expect_in calls 'kwokctl delete cluster --name helm-bench-test'
  local folder
  folder=$(sed -n 's/^KWOK_WORKDIR=//p' world)
  [[ -n $folder && ! -e $folder/.. ]] || fail "left behind: $folder"
}

real_cleans_up_when_interrupted() {
  make_checkout 'exit 0' 'exit 0' "
    kwokctl create cluster --name \$BENCH_CLUSTER_NAME
    echo \$KWOK_WORKDIR >'$PWD/started'; sleep 60"
  fake_kwokctl
  # A group of its own, which gets the signal as from a terminal; a job in the
  # background would ignore it.
  set -m
  "$PWD/checkout/scripts/test" real >out 2>err &
  local group=$! code=0
  set +m
  until [[ -s started ]]; do sleep 0.05; done
  kill -INT -- "-$group"
  wait "$group" || code=$?
  ((code == 130)) || fail "exit code $code: $(cat out err)"
  expect_in calls 'kwokctl delete cluster --name helm-bench-test'
  [[ ! -e $(cat started) ]] || fail "left behind: $(cat started)"
}

refuses_what_it_does_not_know() {
  make_checkout 'exit 0' 'exit 0' 'exit 0'
  expect_exit 2 checkout/scripts/test everything
  expect_exit 2 checkout/scripts/test --preset fast
  expect_in err 'no preset fast'
}

check 'runs units and end-to-end tests' runs_units_and_e2e
check 'fails with a test' fails_with_a_test
check 'fails when a test is skipped without a reason' fails_when_one_is_skipped
check 'names those left out in the last lines' \
  names_those_left_out_in_the_last_lines
check 'fails with a test, whatever was left out' \
  fails_with_a_test_whatever_was_left_out
check 'fails when a test is disabled' fails_when_one_is_disabled
check 'fails when there is no test' fails_when_a_label_has_none
check 'real fails without a control plane' real_needs_a_control_plane
check 'real has its own world' real_has_its_own_world
check 'real cleans up when interrupted' real_cleans_up_when_interrupted
check 'refuses what it does not know' refuses_what_it_does_not_know
echo 'all passed'
