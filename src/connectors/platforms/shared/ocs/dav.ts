import type { PlatformRequest } from '../../../../api/platform.gen.ts';

/** Asks for the permissions of one file or folder, as letters. */
export const propfind = {
  method: 'PROPFIND',
  headers: { Depth: '0', Accept: 'application/xml, text/xml', 'OCS-APIRequest': 'true' },
  xml: '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop><d:resourcetype/><oc:permissions/></d:prop></d:propfind>',
} satisfies Omit<PlatformRequest, 'url'>;

/** oc:permissions: nextcloud/server apps/dav/lib/Connector/Sabre/Node.php. No value if there are none. */
export const letters = 'text.innerXml("permissions")';

export const writing = {
  write: 'filled(letters) ? letters.matches("[CW]") : null',
  update: 'filled(letters) ? letters.matches("[WNV]") : null',
  delete: 'filled(letters) ? letters.contains("D") : null',
};
export const reading = { read: 'filled(letters) ? letters.contains("G") : null' };
