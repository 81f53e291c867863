#!/bin/sh
# venv.sh run|test: brings .venv to the locked requirements of that name. Does nothing while the lock is the same.
set -eu
cd "$(dirname "$0")/.."
. scripts/privileged.sh

lock=requirements/$1.txt
stamp=.venv/$1.stamp
export PIP_DISABLE_PIP_VERSION_CHECK=1

# The first Python on the path that is new enough.
find_python() {
    for name in python3 python3.13 python3.12 python3.11; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    return 1
}

# Debian ships Python without the part that makes virtual environments.
whole() { "$1" -c 'import ensurepip, venv' 2>/dev/null; }

if [ -x .venv/bin/python ] && .venv/bin/python -c 'import pip' 2>/dev/null; then
    cmp -s "$lock" "$stamp" && exit 0
else
    python=$(find_python) || {
        if [ "$(id -u)" = 0 ] && install_debian python3 python3-venv && python=$(find_python); then
            :
        else
            say "Duologue needs Python 3.11 or newer. On Debian 12 or newer: apt install python3 python3-venv"
            exit 1
        fi
    }
    whole "$python" || {
        if [ "$(id -u)" = 0 ] && install_debian python3-venv && whole "$python"; then
            :
        else
            say "$python cannot make virtual environments. On Debian: apt install python3-venv"
            exit 1
        fi
    }
    say "Making .venv with $("$python" --version)."
    rm -rf .venv
    "$python" -m venv .venv
fi

say "Installing what $lock names."
.venv/bin/python -m pip install --quiet --require-hashes --requirement "$lock" || {
    say "The requirements could not be installed. Is the network there? Once it is, run the same command again."
    exit 1
}
cp "$lock" "$stamp"
