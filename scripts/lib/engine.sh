# shellcheck shell=bash
# shellcheck disable=SC2034,SC2154  # what it shares with scripts/minikube
# A container engine: one that answers, or one of our own. minikube.sh and
# packages.sh have to be sourced, too.

# find_engine: sets `engine` to own or other, and DOCKER_HOST for this process
# where it is our own. Says where it comes from.
find_engine() {
  engine=other
  if [[ -z ${DOCKER_HOST:-} ]] && ! engine_answers; then
    engine=own
    export DOCKER_HOST=unix://$ENGINE_SOCKET
  fi
  if engine_answers; then
    echo "$(docker version -f '{{.Server.Version}}') at" \
      "${DOCKER_HOST:-its usual socket} (answers)"
  elif [[ $engine == other ]]; then
    fail "no engine answers at DOCKER_HOST=$DOCKER_HOST"
  elif [[ -n $print_only ]]; then
    echo missing && is_missing=1
  else
    start_engine
    echo "$(docker version -f '{{.Server.Version}}') at $DOCKER_HOST (started;" \
      "scripts/minikube --stop ends it)"
  fi
}

engine_answers() {
  command -v docker >/dev/null &&
    timeout 20 docker version -f '{{.Server.Version}}' >/dev/null 2>&1
}

start_engine() {
  local runtime=(--default-runtime runc) log=$MINIKUBE_FOLDER/engine.log i
  (($(id -u) == 0)) || fail "no engine answers, and to start one needs root:" \
    "install and start Docker"
  install_packages docker.io iptables jq ||
    fail "no engine answers, and Docker could not be installed"
  mkdir -p "$ENGINE_FOLDER" "$MINIKUBE_FOLDER/engine"
  # Not as the machine's own would be configured.
  echo "{}" >"$ENGINE_FOLDER/daemon.json"
  if ! may_raise_limits; then
    # A copy, since the engine may outlive this checkout.
    install "${BASH_SOURCE[0]%/*}/runc-within-limits" "$MINIKUBE_FOLDER/"
    runtime=(--add-runtime "within-limits=$MINIKUBE_FOLDER/runc-within-limits"
      --default-runtime within-limits)
  fi
  # In a session of its own, so that Ctrl-C here does not end it; our lock is
  # not for it to hold.
  (
    exec {lock}>&-
    exec setsid dockerd --data-root "$MINIKUBE_FOLDER/engine" \
      --exec-root "$ENGINE_FOLDER/exec" --pidfile "$ENGINE_FOLDER/docker.pid" \
      --host "$DOCKER_HOST" --config-file "$ENGINE_FOLDER/daemon.json" \
      "${runtime[@]}"
  ) >>"$log" 2>&1 </dev/null &
  for ((i = 0; i < 300; ++i)); do
    ! engine_answers || return 0
    kill -0 $! 2>/dev/null || break
    sleep 0.2
  done
  tail -n 5 "$log" >&2
  fail "the engine does not answer. All that it said: $log"
}

# Whether this process has CAP_SYS_RESOURCE, number 24: without it, a container
# cannot be given it.
may_raise_limits() {
  local capabilities
  capabilities=$(awk '/^CapBnd:/ { print $2 }' /proc/self/status)
  ((0x$capabilities >> 24 & 1))
}

stop_engine() {
  local pid i
  if ! pid=$(cat "$ENGINE_FOLDER/docker.pid" 2>/dev/null) ||
    ! kill -TERM "$pid" 2>/dev/null; then
    echo "no engine of ours runs"
    return
  fi
  for ((i = 0; i < 600; ++i)); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  ! kill -0 "$pid" 2>/dev/null || fail "the engine (pid $pid) does not end"
  echo "the engine is ended"
}
