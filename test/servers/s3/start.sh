#!/bin/bash
# One gateway without TLS and one for each certificate, over the same buckets and accounts.
set -eu
gateway() { # port, further flags
  versitygw --port ":$1" --iam-dir /iam --iam-cache-disable --access-log "/var/log/s3-$1.log" "${@:2}" \
    posix --versioning-dir /versions /data &
}
gateway 7070
gateway 7071 --cert /certs/good.crt --key /certs/good.key
gateway 7072 --cert /certs/unknown.crt --key /certs/unknown.key
gateway 7073 --cert /certs/expired.crt --key /certs/expired.key
wait
