#!/usr/bin/env bash
# The file server FILES, a member of the domain: it asks the controller at $CONTROLLER about every user.
set -euo pipefail
echo "$CONTROLLER dc1 dc1.corp.example" >>/etc/hosts
sed -i -E 's/^(passwd|group):.*/\1: files winbind/' /etc/nsswitch.conf
bash /folders.sh
# What the image has of the controller.
rm -rf /var/lib/samba/*
mkdir -p /var/lib/samba/private
cat >/etc/samba/smb.conf <<CONF
[global]
workgroup = CORP
realm = CORP.EXAMPLE
netbios name = FILES
security = ads
password server = dc1.corp.example
name resolve order = host
idmap config * : backend = tdb
idmap config * : range = 10000-99999
idmap config CORP : backend = rid
idmap config CORP : range = 100000-199999
disable netbios = yes
disable spoolss = yes
load printers = no
log file = /var/log/samba/member.log
log level = 1 auth_audit:3
max log size = 0
[data]
path = /srv/data
read only = no
CONF
touch /var/log/samba/member.log

# What joining leaves behind; its account is made with the domain. Joining itself needs the domain's name server.
net setdomainsid "$DOMAIN_SID"
python3 - <<'PY'
import os, struct, time, tdb

secrets = tdb.open('/var/lib/samba/private/secrets.tdb')
workstation = 2
secrets.store(b'SECRETS/MACHINE_PASSWORD/CORP', os.environb[b'SAMBA_PASSWORD'] + b'\0')
secrets.store(b'SECRETS/MACHINE_SEC_CHANNEL_TYPE/CORP', struct.pack('<I', workstation))
secrets.store(b'SECRETS/MACHINE_LAST_CHANGE_TIME/CORP', struct.pack('<I', int(time.time())))
PY
winbindd -D
smbd -D
until wbinfo --ping-dc >/dev/null 2>&1 && (: </dev/tcp/127.0.0.1/445) 2>/dev/null; do sleep 0.1; done
echo ready
trap 'exit 0' TERM
sleep infinity &
wait
