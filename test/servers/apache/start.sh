#!/usr/bin/env bash
set -euo pipefail
htpasswd -bcB /etc/apache2/users svc "$DAV_PASSWORD"
htpasswd -bB /etc/apache2/users somebody-else "$DAV_PASSWORD"
echo ServerName localhost >>/etc/apache2/apache2.conf
exec apache2ctl -DFOREGROUND
