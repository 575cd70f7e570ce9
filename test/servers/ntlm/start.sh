#!/usr/bin/env bash
# Accounts of Samba, winbindd that checks them, and a front of HTTP for each way to be configured.
set -euo pipefail
mkdir -p /run/samba /var/lib/samba/winbindd_privileged /var/log/samba
for user in svc locked disabled; do
  useradd --no-create-home --no-user-group "$user"
  printf '%s\n%s\n' "$NTLM_PASSWORD" "$NTLM_PASSWORD" | smbpasswd -s -a "$user" >/dev/null 2>&1
done
net sam policy set 'bad lockout attempt' 3 >/dev/null
net sam set autolock locked yes >/dev/null
net sam set disabled disabled yes >/dev/null
winbindd --daemon
until wbinfo --ping >/dev/null 2>&1; do sleep 0.1; done
exec python3 -u /srv/front.py
