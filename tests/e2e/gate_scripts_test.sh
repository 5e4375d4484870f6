#!/usr/bin/env bash
# scripts/nightly and scripts/regression, with a stand-in for the program.
# shellcheck disable=SC2016  # what is in single quotes is for the fakes
set -euo pipefail

top=$(readlink -f "$(dirname "${BASH_SOURCE[0]}")/../..")
# shellcheck source=tests/e2e/shell.sh
. "$top/tests/e2e/shell.sh"

# make_checkout: the scripts, and a bench that logs how it was called, in ./calls,
# and ends with the next code of ./codes.
make_checkout() {
  mkdir -p checkout
  cp -r "$top/scripts" checkout/scripts
  cat >checkout/bench <<END
#!/bin/bash
echo "\$(cd "\$(dirname "\$0")" && git rev-parse --short HEAD 2>/dev/null) \$*" \\
  >>"$PWD/calls"
[[ \$1 != --version ]] || exit 0
code=\$(head -n 1 "$PWD/codes")
sed -i 1d "$PWD/codes"
exit "\$code"
END
  mkdir -p checkout/tests/differential
  local program
  for program in scripts/mutate-end-state scripts/mutate-native scripts/test \
    tests/differential/faults.py; do
    fake "$program"
  done
  chmod +x checkout/bench
  touch calls
}

# fake PROGRAM: it logs how it was called, and ends with the code that stands in
# ./codes_of/NAME.
fake() {
  local name
  name=$(basename "$1")
  cat >"checkout/$1" <<END
#!/bin/bash
echo "$name \$*" >>"$PWD/calls"
exit "\$(cat "$PWD/codes_of/$name")"
END
  chmod +x "checkout/$1"
  mkdir -p codes_of
  echo 0 >"codes_of/$name"
}

# nightly CODE_OF_AA CODE_OF_SLOWED EXPECTED [ARGUMENT...]
nightly() {
  printf '%s\n' "$1" "$2" >codes
  expect_exit "$3" checkout/scripts/nightly "${@:4}"
}

the_gate_works_when_only_the_slowed_one_is_slower() {
  make_checkout
  nightly 0 99 0 --cluster simulated --slowdown 50% --runs 6
  expect_in calls '--cluster simulated --runs 12 --max-runs 24 --aa --runs 6'
  expect_in calls '--max-runs 24 --inject-slowdown 50% --runs 6'
  nightly 98 99 0
  expect_in calls '--cluster kwok'
  expect_in calls '--inject-slowdown 25%'
}

the_end_state_is_tried_on_the_same_cluster() {
  make_checkout
  nightly 0 99 0 --cluster simulated --times-only
  expect_not_in calls mutate-end-state
  nightly 0 99 0 --cluster minikube
  expect_in calls 'mutate-end-state --cluster minikube'
  echo 1 >codes_of/mutate-end-state
  nightly 0 99 1
  expect_in err "not proven"
}

our_own_uninstaller_is_proven_in_three_ways() {
  make_checkout
  nightly 0 99 0
  expect_in calls 'mutate-native'
  expect_in calls 'test real -- -R real_uninstalls'
  expect_in calls 'faults.py --runs 1000'
  local program
  for program in mutate-native test faults.py; do
    echo 1 >"codes_of/$program"
    nightly 0 99 1
    expect_in err "not helm's equal"
    echo 0 >"codes_of/$program"
  done
}

a_false_alarm_or_an_overlooked_slowdown_fails() {
  make_checkout
  nightly 99 99 1
  expect_in err 'false alarm'
  nightly 0 0 1
  expect_in err 'overlooked'
  nightly 0 98 1
  expect_in err 'overlooked'
}

what_is_no_verdict_is_handed_on() {
  make_checkout
  nightly 2 99 2
  nightly 0 4 4
  nightly 130 99 130
}

# Two commits, of which the first is tagged "old".
make_repository() {
  make_checkout
  git -C checkout init --quiet
  git -C checkout config user.name tests
  git -C checkout config user.email tests@example.org
  git -C checkout add .
  git -C checkout commit --quiet -m old
  git -C checkout tag old
  echo new >checkout/new
  git -C checkout add .
  git -C checkout commit --quiet -m new
}

both_versions_run_in_one_run() {
  make_repository
  echo 99 >codes
  expect_exit 99 checkout/scripts/regression old --cluster simulated
  local old new
  old=$(git -C checkout rev-parse --short old)
  new=$(git -C checkout rev-parse --short HEAD)
  expect_in calls "$old --version"
  expect_in calls "$new --version"
  expect_in calls "$new --scenario three-charts --strategy old=thread-pool,bench="
  expect_in calls "/old/build/bench --strategy new=thread-pool,bench=$(
    readlink -f checkout)/build/bench --runs 12 --max-runs 24"
  expect_in calls '--threshold returned(new/old)<1.10'
  expect_in calls '--cluster simulated'
}

nothing_of_the_old_version_is_left() {
  make_repository
  echo 0 >codes
  TMPDIR=$PWD/tmp && mkdir tmp && export TMPDIR
  expect_exit 0 checkout/scripts/regression old
  [[ -z $(ls tmp) ]] || fail "left behind: $(ls tmp)"
  [[ $(git -C checkout worktree list | wc -l) == 1 ]] || fail 'a worktree is left'
}

an_unknown_version_is_refused() {
  make_repository
  expect_exit 2 checkout/scripts/regression no-such-ref
  expect_in err 'no-such-ref'
  expect_exit 2 checkout/scripts/regression
  expect_not_in calls --scenario
}

a_version_that_speaks_another_protocol_is_refused() {
  make_repository
  mkdir -p checkout/build
  printf '#!/bin/sh\necho %s\n' "'{\"protocol\": 1, \"version\": \"0.1.0\"}'" \
    >checkout/build/bench
  chmod +x checkout/build/bench
  printf '#!/bin/bash\n[[ $1 == --version ]] || exec %q "$@"\n' \
    "$BENCH_BINARY" >checkout/bench
  git -C checkout add --force .
  git -C checkout commit --quiet -m 'the old one'
  expect_exit 2 checkout/scripts/regression HEAD --cluster simulated
  expect_in err 'protocol 1, of bench 0.1.0'
  expect_in err 'needs bench 0.2.0 or newer'
}

check 'the gate works when only the slowed one is slower' \
  the_gate_works_when_only_the_slowed_one_is_slower
check 'the end state is tried on the same cluster' \
  the_end_state_is_tried_on_the_same_cluster
check 'our own uninstaller is proven in three ways' \
  our_own_uninstaller_is_proven_in_three_ways
check 'a false alarm or an overlooked slowdown fails' \
  a_false_alarm_or_an_overlooked_slowdown_fails
check 'what is no verdict is handed on' what_is_no_verdict_is_handed_on
check 'both versions run in one run' both_versions_run_in_one_run
check 'nothing of the old version is left' nothing_of_the_old_version_is_left
check 'an unknown version is refused' an_unknown_version_is_refused
check 'a version that speaks another protocol is refused' \
  a_version_that_speaks_another_protocol_is_refused
