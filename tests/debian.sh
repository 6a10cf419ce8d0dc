#!/bin/sh
# Install what the tests need from Debian, or say what to install.
set -eu
missing=
command -v chromium > /dev/null || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/pg_ctl > /dev/null 2>&1 || missing="$missing postgresql"
command -v redis-server > /dev/null || missing="$missing redis-server"
command -v npm > /dev/null || missing="$missing npm"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" -ne 0 ]; then
    echo "The tests need more programs: sudo apt-get install$missing" >&2
    exit 1
fi
echo "Installing$missing..."
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
# shellcheck disable=SC2086 -- one word per package is meant.
apt-get install -y -qq --no-install-recommends $missing > /dev/null
