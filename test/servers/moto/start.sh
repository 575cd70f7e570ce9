#!/bin/bash
# Three servers with memories of their own; only the first one is furnished, and asks for signatures after that.
set -eu
serve() { # port, certificate
  /moto/bin/moto_server -H 0.0.0.0 -p "$1" -c "/certs/$2.crt" -k "/certs/$2.key" >"/var/log/moto-$1.log" 2>&1 &
}
INITIAL_NO_AUTH_ACTION_COUNT=14 serve 5000 good
INITIAL_NO_AUTH_ACTION_COUNT=0 serve 5001 unknown
INITIAL_NO_AUTH_ACTION_COUNT=0 serve 5002 expired
wait
