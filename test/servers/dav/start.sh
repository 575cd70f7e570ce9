#!/usr/bin/env bash
# WebDAV servers over folders of their own in /srv: port 80N0 of each asks for HTTP Basic, 80N1 for nothing, 80N2 is TLS,
# 80N3 TLS with a certificate that has expired, 80N4 asks for Digest.
set -euo pipefail
mkdir -p /run/dav /tmp/nginx
htpasswd -bcm /run/dav/htpasswd svc "$DAV_PASSWORD" 2>/dev/null
hash=$(printf 'svc:files:%s' "$DAV_PASSWORD" | md5sum)
echo "svc:files:${hash%% *}" >/run/dav/htdigest
for server in nginx lighttpd rclone xandikos tomcat tomcat-open sabre wsgidav copyparty; do
  mkdir -p /srv/$server/files/{sub,upload} /srv/$server/read-only
  echo theirs >/srv/$server/files/file.txt
  echo theirs >/srv/$server/files/upload/theirs.csv
  chown -R www-data /srv/$server/files
done
chown -R www-data /run/dav /tmp/nginx
chown www-data /srv/xandikos /srv/copyparty
chmod -R a+r /certs

as() { # name, command
  local name=$1
  shift
  # Each has a home of its own: copyparty keeps its sessions there.
  install -d -o www-data "/home/$name"
  setpriv --reuid www-data --regid www-data --clear-groups env "HOME=/home/$name" "$@" >"/var/log/$name.log" 2>&1 &
  echo $! >"/run/$name.pid"
}
nginx -g 'daemon off;' -c /servers/nginx.conf >/var/log/nginx.log 2>&1 &
lighttpd -D -f /servers/lighttpd.conf >/var/log/lighttpd.log 2>&1 &
users=(--user svc --pass "$DAV_PASSWORD")
as rclone rclone serve webdav /srv/rclone --addr :8030 --dir-cache-time 1s "${users[@]}"
as rclone-open rclone serve webdav /srv/rclone --addr :8031 --dir-cache-time 1s
as rclone-tls rclone serve webdav /srv/rclone --addr :8032 --dir-cache-time 1s "${users[@]}" --cert /certs/server.crt --key /certs/server.key
as xandikos python3 -m xandikos.web -d /srv/xandikos -l 0.0.0.0 -p 8041 --defaults
DAV_PASSWORD_XML=${DAV_PASSWORD//&/&amp;} bash /servers/tomcat.sh >/var/log/tomcat.log 2>&1 &
as sabre php -S 0.0.0.0:8064 /servers/sabre.php
as sabre-open env OPEN=1 php -S 0.0.0.0:8061 /servers/sabre.php
mapping="simple_dc: { user_mapping: { '*': { svc: { password: '$DAV_PASSWORD' } } } }"
auth() { echo "http_authenticator: { accept_basic: $1, accept_digest: $2, default_to_digest: $2 }"; }
as wsgidav bash /servers/wsgidav.sh basic 8070 "$mapping"$'\n'"$(auth true false)"
as wsgidav-digest bash /servers/wsgidav.sh digest 8074 "$mapping"$'\n'"$(auth false true)"
as wsgidav-open bash /servers/wsgidav.sh open 8071 "simple_dc: { user_mapping: { '*': true } }"
# The disk of a container is memory to it, which it would not write to.
copyparty=(/venv/bin/copyparty -q --no-crt -e2d --wram)
as copyparty "${copyparty[@]}" -p 8080 -a "svc:$DAV_PASSWORD" -v /srv/copyparty::rwmd,svc --daw --hist /tmp/hist1
as copyparty-open "${copyparty[@]}" -p 8081 -v /srv/copyparty::rwmd --daw --hist /tmp/hist2
for port in 8010 8020 8030 8031 8032 8041 8050 8064 8061 8070 8074 8071 8080 8081; do
  until grep -qE ":$(printf %04X $port) 0+:0000 0A" /proc/net/tcp /proc/net/tcp6; do sleep 0.1; done
done
echo ready
trap 'kill $(jobs -p); exit 0' TERM
wait
