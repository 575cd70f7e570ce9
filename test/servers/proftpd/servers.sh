#!/usr/bin/env bash
chmod 600 /certs/*.key

serve() { # name, lines of configuration
  local name=$1
  shift
  {
    cat /proftpd.conf
    printf '%s\n' "Port $port" "PassivePorts $FTP_PASSIVE_FIRST $FTP_PASSIVE_LAST" \
      "PidFile /run/$name.own.pid" "ScoreboardFile /run/$name.scoreboard" \
      "SystemLog /var/log/$name.system.log" "ExtendedLog /var/log/$name.log AUTH signin" "$@"
  } >"/etc/$name.conf"
  touch "/var/log/$name.log"
  run "$name" /usr/sbin/proftpd --nodaemon --config "/etc/$name.conf" >/dev/null 2>&1
}
# Without the option NoSessionReuseRequired data connections have to resume the session of the control connection.
tls() {
  printf '%s\n' 'TLSEngine on' "TLSLog /var/log/tls.log" "TLSECCertificateFile /certs/$1.crt" "TLSECCertificateKeyFile /certs/$1.key"
}

serve plain
serve explicit "$(tls server)"
serve implicit "$(tls server)" 'TLSOptions UseImplicitSSL'
serve required "$(tls server)" 'TLSRequired on'
serve expired "$(tls expired)"
serve other-name "$(tls other-name)"
serve certified "$(tls server)" 'TLSRequired on' 'TLSVerifyClient on' 'TLSCACertificateFile /certs/ca.crt'
serve anonymous '<Anonymous ~ftp>' 'User ftp' 'Group nogroup' 'UserAlias anonymous ftp' '</Anonymous>'
serve full 'MaxClients 1'
