#!/usr/bin/env bash
# The share that each server has; its users are mapped to ids of the server's own.
set -euo pipefail
mkdir -p /srv/data/2026 /srv/data/closed /srv/data/fixed
echo theirs >/srv/data/2026/report.txt
chmod 777 /srv/data /srv/data/2026
chmod 700 /srv/data/closed
chmod 755 /srv/data/fixed
