#!/bin/sh
# Writes the locked requirements anew (make lock): every release by its hashes, no address of where to find it.
# pip's own configuration is left out, so that the hashes are those of the public index and not of a local shelf.
set -eu
cd "$(dirname "$0")/.."
export PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= PIP_EXTRA_INDEX_URL= PIP_CONSTRAINT= PIP_DISABLE_PIP_VERSION_CHECK=1

tools=.lock-venv
[ -x "$tools/bin/pip-compile" ] || {
    python3 -m venv "$tools"
    "$tools/bin/python" -m pip install --quiet "pip-tools>=7.6,<8"
}

write() {
    out=requirements/$1.txt
    shift
    "$tools/bin/pip-compile" --quiet --generate-hashes --strip-extras --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options \
        --resolver=backtracking --output-file "$out" "$@"
    { echo "# Written by scripts/lock.sh (make lock). Do not edit."; cat "$out"; } > "$out.new"
    mv "$out.new" "$out"
}

write run pyproject.toml "$@"
write test --extra test --constraint requirements/run.txt pyproject.toml "$@"
write assets requirements/assets.in "$@"
