#!/bin/sh
# Asks the public lists whether anything that is locked has a known hole (make audit). Needs the network.
# Before that it names the helplines that were checked too long ago; the run fails for them too, at its end.
# --strict: a package that could not be looked up fails the run, so that silence never passes for safety.
set -eu
cd "$(dirname "$0")/.."

[ -x .audit-venv/bin/pip-audit ] || {
    python3 -m venv .audit-venv
    .audit-venv/bin/python -m pip install --quiet "pip-audit>=2.9,<3"
}
sh scripts/venv.sh run
echo "== exercises/helplines.toml"
stale=0
.venv/bin/python -m server helplines || stale=$?

for lock in run test assets; do
    echo "== requirements/$lock.txt"
    .audit-venv/bin/pip-audit --strict --disable-pip --require-hashes --requirement "requirements/$lock.txt"
done
if command -v npm >/dev/null 2>&1; then
    echo "== package-lock.json"
    npm audit --package-lock-only
fi
exit "$stale"
