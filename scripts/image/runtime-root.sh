#!/bin/sh
# Copies what Debian packages need to run, and nothing that installs packages, signs in to a machine or serves people,
# into a folder: runtime-root.sh FOLDER PACKAGE... Their licences and what scanners read (status.d) go along.
set -eu
out=$1
shift
programs='/usr/bin/smbclient'
# Dependencies of installing, not of running.
without=' adduser apt debconf debconf-2.0 dpkg gpgv init-system-helpers install-info libapt-pkg6.0 libpam-modules libpam-runtime login mawk passwd perl-base sensible-utils ucf '
seen=' '

need() {
  for package in "$@"; do
    case "$seen$without" in *" $package "*) continue ;; esac
    dpkg-query --status "$package" >/dev/null 2>&1 || continue # another choice of "a | b", or virtual
    seen="$seen$package "
    # shellcheck disable=SC2046
    need $(dpkg-query --show --showformat='${Pre-Depends}, ${Depends}' "$package" | tr ',' '\n' | sed 's/[|(].*//; s/:any//; s/ //g')
  done
}
need "$@"

mkdir -p "$out/var/lib/dpkg/status.d" "$out/tmp" "$out/etc"
chmod 1777 "$out/tmp"
files=$(mktemp)
for package in $seen; do
  dpkg-query --status "$package" >"$out/var/lib/dpkg/status.d/$package"
  dpkg-query --listfiles "$package"
done | sed -E 's#^/(bin|sbin|lib[0-9]*)/#/usr/\1/#' | sort -u | while IFS= read -r path; do
  [ -L "$path" ] || [ -f "$path" ] || continue
  case "$path" in
    "$programs") ;;
    /usr/bin/* | /usr/sbin/* | /usr/games/* | /usr/share/man/* | /usr/share/info/* | /usr/share/locale/*) continue ;;
    /usr/share/lintian/* | /usr/share/bug/* | /usr/share/gcc/* | /usr/share/gdb/* | /etc/init.d/* | /etc/pam.d/* | /etc/dhcp/*) continue ;;
    /usr/share/doc/*/copyright) ;;
    /usr/share/doc/*) continue ;;
  esac
  printf '%s\n' "${path#/}"
done >"$files"
tar --create --no-recursion --directory=/ --files-from="$files" | tar --extract --directory="$out"
rm "$files"
for link in /lib /lib64; do [ ! -L "$link" ] || cp --no-dereference "$link" "$out$link"; done

printf 'root:x:0:0:root:/:/none\nconnection-operator:x:65532:65532::/:/none\n' >"$out/etc/passwd"
printf 'root:x:0:\nconnection-operator:x:65532:\n' >"$out/etc/group"
printf 'hosts: files dns\n' >"$out/etc/nsswitch.conf"
[ -z "$(find "$out" -perm /6000)" ] || { echo 'setuid files' >&2; exit 1; }

# What the licences of some of these packages ask of whoever passes them on.
doc=$out/usr/share/doc/connection-operator
mkdir -p "$doc"
{
  cat <<'TEXT'
Source code of the Debian packages in this image

These packages are unmodified builds of Debian; some, Samba's smbclient and its libraries among them, are under the GNU
GPL or LGPL. Their licences are in /usr/share/doc/PACKAGE/copyright. Their complete source code is offered, at no charge
and from a public server, at https://snapshot.debian.org/package/SOURCE/VERSION/ for each line below. On Debian,
`apt-get source SOURCE=VERSION` fetches the same. Whoever passes this image on has to keep that offer, or make one.

TEXT
  for package in $seen; do
    dpkg-query --show --showformat='${source:Package} ${source:Version}\n' "$package"
  done | sort -u
} >"$doc/SOURCES"
echo "$seen"
