# Counts steps and keeps a server; sourced by .ci/smoke and .ci/readme after they have set `root`.
scratch=$(mktemp -d)
passed=0
failed=0
server_pid=

# step "what must hold" command...: runs the command, in this shell, and counts it.
step() {
  local what=$1
  shift
  if "$@" >"$scratch/step.log" 2>&1; then
    passed=$((passed + 1))
    echo "ok      $what"
  else
    failed=$((failed + 1))
    echo "FAILED  $what"
    tail -n 40 "$scratch/step.log" | sed 's/^/        /'
  fi
}

closing_line() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
}

free_port() { "$JAVA_HOME/bin/java" "$root/.ci/Draw.java" port; }

# draw FILE NUMBER: a picture; another number, another picture.
draw() { "$JAVA_HOME/bin/java" "$root/.ci/Draw.java" "$1" "$2"; }

# await_ready PORT: until the server answers that it is ready; fails where it ends or takes two minutes.
await_ready() {
  local tries
  for ((tries = 0; tries < 2400; tries++)); do
    if curl -fs -o "$scratch/ready" "http://127.0.0.1:$1/actuator/health/readiness"; then return 0; fi
    kill -0 "$server_pid" 2>/dev/null || break
    sleep 0.05
  done
  echo "not ready on port $1:"
  cat "$scratch/server.log"
  return 1
}

# stop_server: as an operator would; fails where the server takes more than 10 s.
stop_server() {
  local pid=$server_pid tries
  [ -n "$pid" ] || return 1
  server_pid=
  kill "$pid" || return 1
  for ((tries = 0; tries < 100; tries++)); do
    if ! kill -0 "$pid" 2>/dev/null; then
      wait "$pid" || true
      return 0
    fi
    sleep 0.1
  done
  kill -9 "$pid"
  echo "the server did not stop within 10 s"
  return 1
}

leave() {
  [ -z "$server_pid" ] || kill "$server_pid" 2>/dev/null || true
  rm -rf "$scratch"
}
trap leave EXIT
