#!/usr/bin/env bash
# Builds every fuzz target and runs each for PAYSPEC_FUZZ_SECONDS seconds (5), as CI does. Wants cargo-fuzz.
#
#   bash fuzz/run.sh                                # all targets
#   PAYSPEC_FUZZ_SECONDS=60 bash fuzz/run.sh        # a minute each: every night
#   bash fuzz/run.sh oracle walk                    # these two
#
# With PAYSPEC_FUZZ_CORPUS=DIR what is found to be new stays in DIR/<target>, and the next run goes on from there.
set -euo pipefail
cd "$(dirname "$0")"
seconds=${PAYSPEC_FUZZ_SECONDS:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
grown=${PAYSPEC_FUZZ_CORPUS:-$work/corpus}

# Instrumentation is unstable in name only: the stable compiler has it. README.md says why there is no sanitizer.
export RUSTC_BOOTSTRAP=1
# Beside the other builds: what runs on the machine that builds is the same for all of them.
flags=(--sanitizer none --codegen-units 16 --target-dir ../target)

if [ $# -gt 0 ]; then targets=("$@"); else mapfile -t targets < <(cargo fuzz list); fi

cargo fetch --locked
if [ $# -eq 1 ]; then cargo fuzz build "${flags[@]}" "$1"; else cargo fuzz build "${flags[@]}"; fi
# All bugs are told, not only that of the first target that has one.
broken=()
for target in "${targets[@]}"; do
    options=(-max_total_time="$seconds" -timeout=10 -print_final_stats=1)
    if [ -f "dictionaries/$target.dict" ]; then options+=(-dict="dictionaries/$target.dict"); fi
    mkdir -p "$grown/$target"
    if cargo fuzz run "${flags[@]}" "$target" "$grown/$target" "corpus/$target" -- "${options[@]}" >"$work/log" 2>&1; then
        last=$(grep -E '^#[0-9]+[[:space:]]+DONE' "$work/log")
        speed=$(sed -n 's/^stat::average_exec_per_sec: *//p' "$work/log")
        printf '%-10s %s inputs, %s/s, coverage %s, features %s\n' "$target" \
            "$(cut -f1 <<<"$last" | tr -d '#')" "$speed" \
            "$(sed -E 's/.* cov: ([0-9]+).*/\1/' <<<"$last")" "$(sed -E 's/.* ft: ([0-9]+).*/\1/' <<<"$last")"
    else
        broken+=("$target")
        printf '%-10s broke:\n' "$target"
        tail -n 60 "$work/log"
    fi
done
if [ ${#broken[@]} -gt 0 ]; then
    printf 'broken: %s; what broke them is in fuzz/artifacts\n' "${broken[*]}"
    exit 1
fi
