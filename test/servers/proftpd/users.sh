#!/usr/bin/env bash
# An account that may write in one directory and only read in another, and one whose home directory is gone.
set -euo pipefail
useradd --create-home --shell /bin/bash svc
useradd --no-create-home --home-dir /home/gone --shell /bin/bash homeless
mkdir -p /home/svc/upload /home/svc/published /home/svc/private /srv/ftp
echo theirs >/home/svc/upload/theirs.csv
chown -R svc /home/svc/upload
chmod 755 /home/svc /home/svc/published
chmod 700 /home/svc/private
id ftp >/dev/null 2>&1 || useradd --system --home-dir /srv/ftp --shell /usr/sbin/nologin ftp
usermod --home /srv/ftp ftp
