#!/usr/bin/env bash
# One smbd for each way to be configured, each with a port and a log of its own; the accounts are the same.
set -euo pipefail
private=/var/lib/samba/private
mkdir -p /srv/data/2026 /srv/data/closed /srv/data/fixed /srv/data/dropbox "$private"
mkdir -p /srv/tree/here
ln -s 'msdfs:elsewhere.corp.example\\data' /srv/tree/link
echo theirs >/srv/data/2026/report.txt

for user in $SAMBA_USERS; do
  useradd --no-create-home --shell /usr/sbin/nologin "$user"
done
chown -R svc /srv/data/2026 /srv/data /srv/tree/here
chown root /srv/data/closed /srv/data/fixed /srv/data/dropbox
chmod 700 /srv/data/closed
chmod 755 /srv/data/fixed
chmod 733 /srv/data/dropbox

serve() { # name, port, settings of its own
  local name=$1 port=$2
  mkdir -p "/run/samba-$name"
  cat >"/etc/samba/$name.conf" <<CONF
[global]
workgroup = CORP
netbios name = FILES
server role = standalone server
smb ports = $port
disable netbios = yes
disable spoolss = yes
load printers = no
passdb backend = tdbsam:$private/passdb.tdb
private dir = $private
lock directory = /run/samba-$name
state directory = /run/samba-$name
cache directory = /run/samba-$name
pid directory = /run/samba-$name
ncalrpc dir = /run/samba-$name/ncalrpc
log file = /var/log/samba/$name.log
log level = 1 auth_audit:3
max log size = 0
map to guest = Never
$3
[data]
path = /srv/data
read only = no
[readonly]
path = /srv/data
read only = yes
[others]
path = /srv/data
valid users = lockme
[open]
path = /srv/data
guest ok = yes
[tree]
path = /srv/tree
read only = no
msdfs root = yes
[moved]
path = /srv/tree
msdfs root = yes
msdfs proxy = \\\\elsewhere.corp.example\\data
[movedtoaddress]
path = /srv/tree
msdfs root = yes
msdfs proxy = \\\\127.0.0.2\\data
CONF
  smbd -D -s "/etc/samba/$name.conf"
}

serve plain 4451 ''
for user in $SAMBA_USERS; do
  printf '%s\n%s\n' "$SAMBA_PASSWORD" "$SAMBA_PASSWORD" | smbpasswd -c /etc/samba/plain.conf -s -a "$user" >/dev/null
done
edit() { pdbedit -s /etc/samba/plain.conf "$@" >/dev/null; }
sam() { net -s /etc/samba/plain.conf sam "$@" >/dev/null; }
edit -P 'bad lockout attempt' -C 3
edit -P 'lockout duration' -C -1
edit -P 'reset count minutes' -C 1440
edit -u expired --kickoff-time=86400
sam set disabled disabled yes
sam set autolock locked yes
sam set pwdmustchangenow mustchange yes
sam set workstations elsewhere OTHERPC

serve guest 4452 'map to guest = Bad User'
serve signed 4453 'server signing = mandatory
server smb3 encryption algorithms = AES-256-CCM'
serve encrypted 4454 'server smb encrypt = required'
serve newest 4455 'server min protocol = SMB3_11
server smb3 encryption algorithms = AES-256-GCM'
serve oldest 4456 'server max protocol = SMB2_02'
serve older 4457 'server max protocol = SMB3_00
server smb encrypt = required'
echo ready
trap 'exit 0' TERM
sleep infinity &
wait
