# Python 3 with pip and venv, which install tools for tests; sourced by .ci/milvus and .ci/deploy.
has_python() { python3 -c 'import ensurepip, venv' 2>/dev/null; }

if ! has_python; then
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "These tests need Python 3 with venv: install it (Debian: apt-get install python3-venv)." >&2
    exit 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3-venv
fi
