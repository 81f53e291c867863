#!/bin/sh
# Makes sure of Chromium for the tests; Debian's own, since Playwright's builds are not on every machine.
set -eu
cd "$(dirname "$0")/.."
. scripts/privileged.sh

command -v chromium >/dev/null 2>&1 && exit 0
install_debian chromium && command -v chromium >/dev/null 2>&1 && exit 0
say "The tests drive Chromium, and there is none. On Debian: apt install chromium"
exit 1
