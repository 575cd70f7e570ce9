import type { PlatformRequest, PlatformSpec } from '../../../api/platform.gen.ts';

export const propfind = {
  method: 'PROPFIND',
  headers: { Depth: '0', Accept: 'application/xml, text/xml' },
  xml: '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop><d:resourcetype/><d:current-user-principal/><d:current-user-privilege-set/><d:quota-available-bytes/><oc:permissions/></d:prop></d:propfind>',
} satisfies Omit<PlatformRequest, 'url'>;

/** What a multistatus says (RFC 4918, 14.16). */
export const properties: NonNullable<PlatformSpec['define']> = [
  {
    found:
      'list(xml.multistatus.response.propstat).filter(p, p.status.matches("^HTTP/\\\\S+ 200( |$)") && type(p.prop) == map).map(p, p.prop)',
  },
  // RFC 4918, 15.9: a file has an empty one.
  {
    isFile: 'found.exists(p, "resourcetype" in p && !(type(p.resourcetype) == map && "collection" in p.resourcetype))',
  },
  // nginx-dav-ext and others say inside a 207 that there is nothing. A property that is not known has its name there.
  { statuses: 'list(xml.multistatus.response.propstat)' },
  {
    absent:
      'xml.multistatus.response.status.matches("HTTP/\\\\S+ (404|410)") || (size(statuses) > 0 && statuses.all(p, p.status.matches("HTTP/\\\\S+ (404|410)") && type(p.prop) != map))',
  },
  // RFC 5397. A server that ignores the credential may say so: <unauthenticated/>.
  { principal: 'found.filter(p, "current-user-principal" in p)[0]["current-user-principal"]' },
  { named: 'type(principal) == map && filled(principal.href)' },
  { nobody: 'type(principal) == map && "unauthenticated" in principal' },
  // RFC 3744: the caller's privileges.
  {
    rights:
      'found.filter(p, "current-user-privilege-set" in p).map(p, list(p["current-user-privilege-set"].privilege))[0]',
  },
  // Nextcloud and ownCloud have letters instead: C create, K create in a folder, W write, N rename, V move, D delete
  // (nextcloud/server apps/dav/lib/Connector/Sabre/Node.php).
  { letters: 'text.innerXml("permissions")' },
  // RFC 4331, 3: nothing more can be stored. Nextcloud says with negative numbers that there is no limit, or none is known.
  { full: 'orElse(text.innerXml("quota-available-bytes"), "") == "0"' },
  { lettersSay: '!has(rights) && filled(letters)' },
  { mayRead: 'rights.exists(r, "all" in r || "read" in r)' },
  {
    mayWrite:
      'full ? false : lettersSay ? letters.matches("[CKW]") : rights.exists(r, "all" in r || "write" in r || "bind" in r)',
  },
  {
    mayUpdate:
      'full ? false : lettersSay ? letters.matches("[WNV]") : rights.exists(r, "all" in r || "write" in r || "write-content" in r)',
  },
  {
    mayDelete: 'lettersSay ? letters.contains("D") : rights.exists(r, "all" in r || "write" in r || "unbind" in r)',
  },
];
