#!/usr/bin/env bash
# All of them are one process, which runs as svc so that the system's own permissions count.
names=(plain explicit implicit required expired other-name certified anonymous full)
for name in server expired other-name; do
  openssl pkcs12 -export -in "/certs/$name.crt" -inkey "/certs/$name.key" -out "/run/$name.p12" -passout pass:changeit
done
keytool -importcert -noprompt -alias ca -file /certs/ca.crt -keystore /run/ca.p12 -storetype PKCS12 -storepass changeit 2>/dev/null
chmod a+r /run/*.p12
for name in "${names[@]}"; do
  install -o svc /dev/null "/var/log/$name.log"
done
setpriv --reuid svc --regid svc --clear-groups java -XX:TieredStopAtLevel=1 -cp '/jars/*' Serve "${names[@]}" >/var/log/ftpserver.log 2>&1 &
for name in "${names[@]}"; do echo $! >"/run/$name.pid"; done
port=$((port + ${#names[@]}))
