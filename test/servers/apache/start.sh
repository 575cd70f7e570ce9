#!/usr/bin/env bash
set -euo pipefail
touch /etc/apache2/users
for user in svc somebody-else; do
  htpasswd -bB /etc/apache2/users "$user" "$DAV_PASSWORD"
  # What htdigest writes, which asks for the password on a terminal.
  hash=$(printf '%s:files:%s' "$user" "$DAV_PASSWORD" | md5sum)
  echo "$user:files:${hash%% *}" >>/etc/apache2/digests
done
echo ServerName localhost >>/etc/apache2/apache2.conf
exec apache2ctl -DFOREGROUND
