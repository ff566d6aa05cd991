#!/bin/bash -eu
# Builds every target with its corpus and its dictionary, and lays them out as ClusterFuzzLite wants them. Overflows and
# failed assertions are what is looked for here, so they stay on.
cd "$SRC/payspec"
cargo fuzz build -O --debug-assertions
for source in fuzz/fuzz_targets/*.rs; do
    name=$(basename "$source" .rs)
    cp "fuzz/target/x86_64-unknown-linux-gnu/release/$name" "$OUT/"
    zip -jq "$OUT/${name}_seed_corpus.zip" "fuzz/corpus/$name"/*
    if [ -f "fuzz/dictionaries/$name.dict" ]; then cp "fuzz/dictionaries/$name.dict" "$OUT/"; fi
done
