#!/bin/bash -eu
# Builds every target with its corpus, the way ClusterFuzzLite wants them.
cd "$SRC/payspec"
cargo fuzz build -O
for source in fuzz/fuzz_targets/*.rs; do
    name=$(basename "$source" .rs)
    cp "fuzz/target/x86_64-unknown-linux-gnu/release/$name" "$OUT/"
    zip -jq "$OUT/${name}_seed_corpus.zip" "fuzz/corpus/$name"/*
done
