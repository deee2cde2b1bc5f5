#!/bin/sh
# Installs what is missing for building and testing on Debian 12: LLVM, MLIR and clang 22, gcc, Python.
# With `tests` also the Python environment of the end-to-end tests, nvcc's wheels included. Root or sudo.
set -eu
cd "$(dirname "$0")/.."

packages="llvm-22-dev mlir-22-tools libmlir-22-dev llvm-22-tools clang-22 libclang-22-dev libpolly-22-dev libzstd-dev
          libxml2-dev zlib1g-dev g++ pkg-config python3 python3-venv make"
missing=""
for package in $packages; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || missing="$missing $package"
done
if [ -n "$missing" ]; then
    sudo=""
    [ "$(id -u)" = 0 ] || sudo="sudo"
    echo "installing$missing"
    $sudo apt-get update -qq
    # shellcheck disable=SC2086 # one word a package
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq $missing >/dev/null
fi

if [ "${1:-}" = tests ]; then
    if [ ! -x test/.venv/bin/python ]; then
        python3 -m venv test/.venv
    fi
    test/.venv/bin/pip install -q --disable-pip-version-check -r test/requirements.txt -r test/requirements-nvcc.txt
fi
