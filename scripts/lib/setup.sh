# What every command of this folder needs before it starts: system packages,
# Node and the npm packages of the lock file. Sourced, not run. Each function
# is safe to repeat and touches the network only when something is missing.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root"

say() { printf '\033[1m%s\033[0m\n' "$*"; }
fail() { printf 'error: %s\n' "$*" >&2; exit 1; }

distribution() { (. /etc/os-release 2>/dev/null && echo "${ID:-unknown}") || echo unknown; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else fail "root rights are needed for: $*. Run that command as root, then start again."
  fi
}

# need_packages PACKAGE… installs those Debian or Ubuntu packages that are missing.
need_packages() {
  local missing=() package
  if ! command -v dpkg-query >/dev/null; then
    fail "this system has no apt. Install the equivalents of: $* (names as in Debian 12), then see README.md, \"Other systems\"."
  fi
  for package in "$@"; do
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "Installing ${missing[*]}"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq ||
    fail "apt-get update failed. Check the network connection and start again."
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
    fail "apt-get could not install: ${missing[*]}"
}

node_is_recent() {
  command -v node >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}

# Node 20.19 or newer in PATH: the system's, or the npm package node@20 under build/tools.
need_node() {
  local tools="$root/build/tools/node_modules/.bin"
  [ ! -d "$tools" ] || PATH="$tools:$PATH"
  if ! command -v node >/dev/null; then need_packages nodejs; fi
  if ! command -v npm >/dev/null; then need_packages npm; fi
  if ! node_is_recent || [ "$(npm --version | cut -d. -f1)" -lt 11 ]; then
    say "Node $(node --version) with npm $(npm --version) is too old: fetching Node 20 and npm 11 into build/tools"
    mkdir -p "$root/build/tools"
    [ -f "$root/build/tools/package.json" ] || echo '{"private":true}' >"$root/build/tools/package.json"
    local wanted=(npm@11)
    node_is_recent || wanted+=(node@20)
    npm install --silent --no-audit --no-fund --prefix "$root/build/tools" "${wanted[@]}" ||
      fail "npm could not install ${wanted[*]}. Check the network connection and start again."
    PATH="$tools:$PATH"
    hash -r
    node_is_recent || fail "Node 20.19 or newer is needed; $(command -v node) is $(node --version). Install it from https://nodejs.org and start again."
  fi
  export PATH
}

# The npm packages of the lock file, again only when the lock file changed.
need_npm_packages() {
  local stamp=node_modules/.lathe-lock sum
  sum=$(sha256sum package-lock.json | cut -d' ' -f1)
  [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ] && return 0
  say "Installing npm packages from the lock file"
  npm ci --no-audit --no-fund --loglevel=error || fail "npm ci failed. Check the network connection and start again."
  echo "$sum" >"$stamp"
}

# What compiles the engine, natively and to WebAssembly.
need_toolchain() {
  # The tests are configured with the rest, so that what is built later need not be configured anew.
  local packages=(g++ cmake ninja-build googletest nlohmann-json3-dev libcli11-dev libflac-dev)
  command -v emcc >/dev/null || packages+=(emscripten)
  need_packages "${packages[@]}"
  export NODE_PATH=${NODE_PATH:-/usr/share/nodejs}
  # Debian's emcc is a Python script and starts for every file: the system's own interpreter, not
  # one that a version manager puts in front of it and takes as long again to find.
  if [ -x /usr/bin/python3 ]; then export EMSDK_PYTHON=${EMSDK_PYTHON:-/usr/bin/python3}; fi
}

# The path of a Chromium, or nothing. Debian's is installed; Ubuntu's is a snap, so there it is only looked for.
find_chromium() {
  local candidate
  for candidate in "${LATHE_CHROMIUM:-}" /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
    [ -n "$candidate" ] && [ -x "$candidate" ] && { echo "$candidate"; return 0; }
  done
  return 1
}

need_chromium() {
  find_chromium >/dev/null && return 0
  [ "$(distribution)" != debian ] || need_packages chromium
  find_chromium >/dev/null
}

# build_preset PRESET TARGET… configures, with the options in configure_options, and builds.
configure_options=()
build_preset() {
  local preset=$1 targets=()
  shift
  [ $# -eq 0 ] || targets=(--target "$@")
  cmake --preset "$preset" "${configure_options[@]}" >"build/$preset.log" 2>&1 || { cat "build/$preset.log" >&2; fail "cmake --preset $preset failed"; }
  cmake --build --preset "$preset" "${targets[@]}" >"build/$preset.log" 2>&1 || { cat "build/$preset.log" >&2; fail "building $preset failed"; }
}

mkdir -p build
