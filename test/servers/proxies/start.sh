#!/usr/bin/env bash
# A platform, and proxies before it. Squid: 3128 takes anybody, 3129 asks for a password, 3130 refuses the platform, 3131
# is reached by TLS, 3132 too with a certificate that has expired, 3133 looks into TLS, 3134 does so and refuses the
# platform, 3140 asks for Digest. tinyproxy: 8888 takes anybody, 8889 asks for a password, 8890 refuses the platform.
set -euo pipefail
htpasswd -bcm /run/htpasswd svc "$PLATFORM_PASSWORD" 2>/dev/null
htpasswd -bcm /run/proxy-users agent "$PROXY_PASSWORD" 2>/dev/null
hash=$(printf 'agent:proxy:%s' "$PROXY_PASSWORD" | md5sum)
echo "agent:proxy:${hash%% *}" >/run/proxy-digest
mkdir -p /srv/files/sub
echo theirs >/srv/files/sub/theirs.csv
chown -R www-data /srv/files
printf %s "$PLATFORM_CA" >/certs/platform-ca.crt
openssl req -x509 -newkey rsa:2048 -nodes -days 3 -subj '/CN=Inspecting proxy' -addext basicConstraints=critical,CA:true \
  -keyout /certs/authority.key -out /certs/authority.crt 2>/dev/null
chmod -R a+r /certs /run/htpasswd /run/proxy-users /run/proxy-digest
echo '127.0.0.1 files.acme.example' >>/etc/hosts
# Nobody listens where this one is.
echo '127.0.0.3 down.acme.example' >>/etc/hosts
nginx -g 'daemon off;' -c /nginx.conf >/var/log/nginx.log 2>&1 &

squid_with() { # name, settings
  { cat /squid.conf; cat; printf 'access_log stdio:/var/log/%s.log logformat=shown\n' "$1"; } >"/run/$1.conf"
  touch "/var/log/$1.log" && chown proxy "/var/log/$1.log"
  squid -N -f "/run/$1.conf" >"/var/log/$1.err" 2>&1 &
  echo $! >"/run/$1.pid"
}
logformat='logformat shown %lp %rm %>Hs %un'
install -d -o proxy /var/lib/ssl
/usr/lib/squid/security_file_certgen -c -s /var/lib/ssl/db -M 4MB >/dev/null
chown -R proxy /var/lib/ssl
squid_with squid <<EOF
$logformat
http_port 3128
http_port 3129
http_port 3130
https_port 3131 tls-cert=/certs/server.crt tls-key=/certs/server.key
https_port 3132 tls-cert=/certs/expired.crt tls-key=/certs/expired.key
http_port 3133 ssl-bump tls-cert=/certs/authority.crt tls-key=/certs/authority.key generate-host-certificates=on dynamic_cert_mem_cache_size=4MB
http_port 3134 ssl-bump tls-cert=/certs/authority.crt tls-key=/certs/authority.key generate-host-certificates=on dynamic_cert_mem_cache_size=4MB
sslcrtd_program /usr/lib/squid/security_file_certgen -s /var/lib/ssl/db -M 4MB
tls_outgoing_options cafile=/certs/platform-ca.crt
auth_param basic program /usr/lib/squid/basic_ncsa_auth /run/proxy-users
auth_param basic realm proxy
acl asks localport 3129
acl refuses localport 3130
acl refusesInside localport 3134
acl looks localport 3133 3134
acl known proxy_auth REQUIRED
acl CONNECT method CONNECT
acl tlsPorts port 443 8443
acl hello at_step SslBump1
ssl_bump peek hello looks
ssl_bump bump looks
ssl_bump splice all
http_access deny CONNECT !tlsPorts
http_access deny refuses
http_access allow CONNECT refusesInside
http_access deny refusesInside
http_access allow asks known
http_access deny asks
http_access allow all
EOF
squid_with squid-digest <<EOF
$logformat
http_port 3140
auth_param digest program /usr/lib/squid/digest_file_auth -c /run/proxy-digest
auth_param digest realm proxy
acl known proxy_auth REQUIRED
http_access allow known
http_access deny all
EOF

tiny() { # port, settings
  printf 'User nobody\nPort %s\nTimeout 60\nMaxClients 20\nConnectPort 443\nConnectPort 8443\nLogLevel Connect\n%b' "$1" "$2" >"/run/tiny-$1.conf"
  tinyproxy -d -c "/run/tiny-$1.conf" >"/var/log/tiny-$1.log" 2>&1 &
  echo $! >"/run/tiny-$1.pid"
}
tiny 8888 ''
tiny 8889 "BasicAuth agent $PROXY_PASSWORD\n"
echo files.acme.example >/run/filter
tiny 8890 'Filter "/run/filter"\n'
for port in 80 443 3128 3140 8888 8889 8890; do
  until grep -qE ":$(printf %04X $port) 0+:0000 0A" /proc/net/tcp /proc/net/tcp6; do sleep 0.1; done
done
echo ready
trap 'kill $(jobs -p); exit 0' TERM
wait
