#!/usr/bin/env bash
for name in plain explicit implicit required expired other-name certified anonymous full; do
  run "$name" python3 /serve.py "$name" "$port"
done
