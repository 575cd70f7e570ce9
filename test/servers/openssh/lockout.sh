#!/usr/bin/env bash
# Locks an account after $1 failed passwords, for good (pam_faillock(8)); `faillock --user NAME` lists what counts.
set -euo pipefail
printf '%s\n' "deny = $1" 'unlock_time = 0' 'fail_interval = 604800' >/etc/security/faillock.conf
cat >/etc/pam.d/sshd <<'PAM'
auth required pam_faillock.so preauth
auth [success=1 default=bad] pam_unix.so nodelay
auth [default=die] pam_faillock.so authfail
auth sufficient pam_faillock.so authsucc
account required pam_faillock.so
account required pam_unix.so
session required pam_unix.so
password required pam_unix.so
PAM
