# Read by the other scripts (". scripts/privileged.sh"): how Debian's packages are installed here, if they can be.

say() { printf '%s\n' "$*" >&2; }

# privileged COMMAND...: as root, or by sudo where it asks for no password; fails where neither goes.
privileged() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
    else
        return 1
    fi
}

# install_debian PACKAGE...: quiet unless it fails.
install_debian() {
    command -v apt-get >/dev/null 2>&1 || return 1
    privileged true || return 1
    say "Installing $* with apt-get."
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    if privileged apt-get update >"$log" 2>&1 &&
        privileged apt-get install -y --no-install-recommends "$@" >>"$log" 2>&1; then
        rm -f "$log"
    else
        cat "$log" >&2
        rm -f "$log"
        return 1
    fi
}
