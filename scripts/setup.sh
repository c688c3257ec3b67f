# Sourced by the other scripts: makes sure the Swift toolchain and the two system packages are there.

minimum_swift_major=6
minimum_swift_minor=2

say() { printf '%s\n' "$*" >&2; }

require_swift() {
  if ! command -v swift >/dev/null 2>&1; then
    say "No Swift toolchain found: install Swift 6.2 or later from https://www.swift.org/install/linux/ and run this again."
    exit 69
  fi
  local version major minor
  version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9][0-9]*\.[0-9][0-9]*\).*/\1/p' | head -n 1)
  major=${version%%.*}
  minor=${version#*.}
  if [ "${major:-0}" -lt "$minimum_swift_major" ] ||
    { [ "$major" -eq "$minimum_swift_major" ] && [ "$minor" -lt "$minimum_swift_minor" ]; }; then
    say "Swift ${version:-of unknown version} is too old: install Swift 6.2 or later from https://www.swift.org/install/linux/ and run this again."
    exit 69
  fi
}

require_system_packages() {
  local missing=()
  command -v pkg-config >/dev/null 2>&1 || missing+=(pkg-config)
  [ -e /usr/include/htslib/sam.h ] || pkg-config --exists htslib 2>/dev/null || missing+=(libhts-dev)
  [ -e /usr/include/zlib.h ] || pkg-config --exists zlib 2>/dev/null || missing+=(zlib1g-dev)
  [ "${#missing[@]}" -eq 0 ] && return
  local command="apt-get install -y --no-install-recommends ${missing[*]}"
  if ! command -v apt-get >/dev/null 2>&1; then
    say "Missing: ${missing[*]} (htslib reads sequence files, zlib writes compressed results)."
    say "There is no apt-get here: install htslib and zlib with their headers, and pkg-config, by this system's package manager."
    exit 69
  fi
  if [ "$(id -u)" -ne 0 ]; then
    say "Missing: ${missing[*]} (htslib reads sequence files, zlib writes compressed results). Run:"
    say "    sudo apt-get update && sudo $command"
    exit 69
  fi
  say "Installing ${missing[*]} (htslib reads sequence files, zlib writes compressed results)."
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive $command >&2
}

# What packing needs besides the build: Python for the manual pages, binutils to strip and to look into programs.
require_packaging_tools() {
  local tool
  for tool in python3 strip objdump; do
    if ! command -v "$tool" >/dev/null 2>&1; then
      say "No $tool found. Run:"
      say "    sudo apt-get install python3 binutils"
      exit 69
    fi
  done
}

# The shared libraries a program names.
needed() { objdump -p "$1" | sed -n 's/^ *NEEDED *//p'; }

cd "$(dirname "${BASH_SOURCE[0]}")/.."
require_swift
require_system_packages
