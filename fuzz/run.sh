#!/usr/bin/env bash
# Feeds the readers of foreign bytes with input that coverage leads, each for so many seconds (60), two at a time, and
# says how many inputs ran. Begins with the kept corpus; `fuzz/run.sh keep` adds to it what the last run found.
#
# An input that a reader can't stand ends the run. It stays in target/fuzz/found; `<program> <file>` runs it again.
set -euo pipefail
cd "$(dirname "$0")/.."

targets=(notification web-service-answer url-token)
work=$PWD/target/fuzz
host=$(rustc -vV | sed -n 's/^host: //p')

# The flags of cargo-fuzz; without a sanitizer they need no nightly compiler. `--target` keeps them off build scripts.
build() {
  local coverage=(
    -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares
  )
  RUSTFLAGS="${coverage[*]}" CARGO_PROFILE_RELEASE_DEBUG_ASSERTIONS=true CARGO_PROFILE_RELEASE_OVERFLOW_CHECKS=true \
    cargo build --release --locked --quiet --package kadans-fuzz --bins --target "$host" --target-dir "$work"
}

program() { echo "$work/$host/release/fuzz-$1"; }

# Everything in the corpus, unpacked beside what was found before.
unpack() {
  mkdir -p "$work/corpus/$1" "$work/found"
  if [ -f "fuzz/corpus/$1.tar.gz" ]; then tar -xzf "fuzz/corpus/$1.tar.gz" -C "$work/corpus/$1"; fi
}

feed() {
  local log=$work/$1.log
  if ! "$(program "$1")" -max_total_time="$2" -max_len=2048 -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
    -artifact_prefix="$work/found/$1-" "$work/corpus/$1" >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    echo "fuzz: $1 failed" >&2
    return 1
  fi
  echo "fuzz: $1: $(sed -n 's/^stat::number_of_executed_units: *//p' "$log") inputs, none of them too much"
}

# The smallest corpus that reaches what all of it reaches, packed so that the same files make the same bytes.
keep() {
  local smallest=$work/smallest/$1
  rm -rf "$smallest" && mkdir -p "$smallest"
  "$(program "$1")" -merge=1 "$smallest" "$work/corpus/$1" 2>"$work/$1.log"
  tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=644 -C "$smallest" -cf - . |
    gzip -9n >"fuzz/corpus/$1.tar.gz"
  echo "fuzz: $1: $(find "$smallest" -type f | wc -l) inputs kept"
}

build
for target in "${targets[@]}"; do unpack "$target"; done
if [ "${1:-}" = keep ]; then
  for target in "${targets[@]}"; do keep "$target"; done
  exit
fi

seconds=${1:-60}
printf '%s\n' "${targets[@]}" |
  { export -f feed program; export work host; xargs -P 2 -I '{}' bash -c 'feed {} '"$seconds"; }
