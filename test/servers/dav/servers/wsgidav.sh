#!/usr/bin/env bash
# name, port, further settings in YAML
cat >"/run/dav/$1.yaml" <<Y
host: 0.0.0.0
port: $2
server: cheroot
provider_mapping: { '/': { root: /srv/wsgidav, readonly: false } }
logging: { enable: false }
$3
Y
exec /venv/bin/wsgidav --config "/run/dav/$1.yaml" --quiet
