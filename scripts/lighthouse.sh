#!/bin/sh
# Lighthouse as on a phone, on the pages without a stream (make lighthouse). Needs npm, and the network the first time.
# It is an optional dependency: `make test` does not fetch it. It lives in a folder of its own beside .venv.
set -eu
cd "$(dirname "$0")/.."
sh scripts/browser.sh

command -v npm >/dev/null 2>&1 || {
    echo "Lighthouse runs on Node, and there is no npm. On Debian: apt install npm" >&2
    exit 1
}
if ! cmp -s package-lock.json .lighthouse/package-lock.json || [ ! -f .lighthouse/node_modules/lighthouse/cli/index.js ]; then
    rm -rf .lighthouse
    mkdir .lighthouse
    cp package.json .lighthouse/
    cp package-lock.json .lighthouse/part
    (cd .lighthouse && mv part package-lock.json && npm ci --omit=dev --ignore-scripts --no-audit --no-fund --no-update-notifier) || {
        rm -rf .lighthouse
        exit 1
    }
fi
exec .venv/bin/python scripts/lighthouse.py "$@"
