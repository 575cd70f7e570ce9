#!/usr/bin/env bash
serve() { # name, options
  local name=$1 options=()
  shift
  for option in "$@"; do options+=("-o$option"); done
  run "$name" /usr/sbin/vsftpd /vsftpd.conf "-olisten_port=$port" "-ovsftpd_log_file=/var/log/$name.log" \
    "-opasv_min_port=$FTP_PASSIVE_FIRST" "-opasv_max_port=$FTP_PASSIVE_LAST" "${options[@]}"
}
tls() { echo ssl_enable=YES "rsa_cert_file=/certs/$1.crt" "rsa_private_key_file=/certs/$1.key"; }

touch /var/log/{plain,explicit,implicit,required,expired,other-name,certified,anonymous,full}.log
serve plain
# shellcheck disable=SC2046 # the words of tls are options
{
  serve explicit $(tls server)
  serve implicit $(tls server) implicit_ssl=YES
  serve required $(tls server) force_local_logins_ssl=YES force_local_data_ssl=YES
  serve expired $(tls expired)
  serve other-name $(tls other-name)
  serve certified $(tls server) require_cert=YES validate_cert=YES ca_certs_file=/certs/ca.crt force_local_logins_ssl=YES
}
serve anonymous anonymous_enable=YES no_anon_password=NO
serve full max_clients=1
