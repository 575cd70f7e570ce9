#!/usr/bin/env bash
# Makes the domain CORP (corp.example), its policy, its users and the account of its file server; once, while the image is
# built (15 s).
set -euo pipefail
sam=/var/lib/samba/private/sam.ldb
users=CN=Users,DC=corp,DC=example
password=$(printf %s "$SAMBA_PASSWORD" | iconv -t UTF-16LE | base64 -w 0)
bypass_password_hash=local_oid:1.3.6.1.4.1.7165.4.3.12:0

rm /etc/samba/smb.conf
# Extended attributes in a file: in a container they may not be set on files.
samba-tool domain provision --realm=CORP.EXAMPLE --domain=CORP --domain-sid="$DOMAIN_SID" --server-role=dc \
  --host-name=DC1 --host-ip=127.0.0.1 --dns-backend=NONE --option='vfs objects=dfs_samba4 acl_xattr xattr_tdb' \
  >/tmp/provision.log 2>&1 || { cat /tmp/provision.log; exit 1; }
# A wrong password is remembered for 99999 minutes, and the third locks the account until a person unlocks it.
samba-tool domain passwordsettings set --complexity=off --min-pwd-age=0 --max-pwd-age=42 \
  --account-lockout-threshold=3 --account-lockout-duration=0 --reset-account-lockout-after=99999 >/dev/null

user() { # name, attributes of its own
  printf 'dn: CN=%s,%s\nobjectClass: user\nsAMAccountName: %s\n' "$1" "$users" "$1"
  printf 'clearTextPassword:: %s\n' "$password"
  printf '%s\n' "${@:2}" ''
}
file_server() {
  printf 'dn: CN=FILES,CN=Computers,DC=corp,DC=example\nobjectClass: computer\nsAMAccountName: FILES$\n'
  printf 'userAccountControl: 4096\nclearTextPassword:: %s\n\n' "$password"
}
normal='userAccountControl: 512'
never_expires='userAccountControl: 66048'
{
  user svc "$never_expires"
  user renamed "$never_expires" 'userPrincipalName: service.migration@brand.example'
  user wrong "$never_expires"
  user mistyped "$never_expires"
  user lockme "$never_expires"
  user here "$never_expires" 'userWorkstations: OTHERPC,CONNECTION-OP'
  user disabled 'userAccountControl: 514'
  user expired "$never_expires" 'accountExpires: 132000000000000000'
  user mustchange "$normal" 'pwdLastSet: 0'
  user elsewhere "$never_expires" 'userWorkstations: OTHERPC'
  user hours "$never_expires" "logonHours:: $(head -c 21 /dev/zero | base64)"
  user passwordexpired "$normal"
  user protected "$never_expires"
  file_server
} | ldbadd -H "$sam" >/dev/null
ldbmodify -H "$sam" >/dev/null <<LDIF
dn: CN=Protected Users,$users
changetype: modify
add: member
member: CN=protected,$users
LDIF
# Set in 2019, which only this control allows.
ldbmodify -H "$sam" --controls="$bypass_password_hash" >/dev/null <<LDIF
dn: CN=passwordexpired,$users
changetype: modify
replace: pwdLastSet
pwdLastSet: 132000000000000000
LDIF
