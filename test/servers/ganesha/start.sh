#!/usr/bin/env bash
# Three servers over the same files, each with its versions and ports. The exports need a file system with handles,
# which the container's own is not: /srv is a tmpfs.
set -euo pipefail
mkdir -p /srv/{rw/shared,rw/private,rw/inbox,ro,other,squash,low,krb5} /run/ganesha /var/lib/nfs/ganesha
touch /srv/rw/list.csv
ln -s shared /srv/rw/latest
chown 1000:1000 /srv/rw/{shared,private} && chmod 750 /srv/rw/private
chmod 733 /srv/rw/inbox && chmod 777 /srv/ro

serve() {
  local port=$1 versions=$2 minor=$3 mount=$4
  {
    echo "NFS_CORE_PARAM { Protocols = $versions; NFS_Port = $port; MNT_Port = $mount; Enable_NLM = false; Enable_RQUOTA = false; }"
    sed "s/NFSV4 {/NFSV4 { Minor_Versions = $minor;/; s/ Protocols = 3, 4;/ Protocols = $versions;/" /exports.conf
  } >"/$port.conf"
  ganesha.nfsd -L "/var/log/$port.log" -f "/$port.conf" -p "/run/$port.pid" -N NIV_EVENT
  until grep -q 'NFS SERVER INITIALIZED' "/var/log/$port.log"; do sleep 0.1; done
}

rpcbind -w
serve 2051 3 0 20051
serve 2050 4 1,2 20050
# The last one is the one that rpcbind knows.
serve 2049 3,4 0,1,2 20048
echo ready
trap 'exit 0' TERM
sleep infinity &
wait
