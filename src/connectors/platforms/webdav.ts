import type { PlatformSpec } from '../platform.ts';
import { webdavProof } from './proofs/webdav.ts';
import { password, secret, text, token, username } from './field.ts';

const propfind = {
  method: 'PROPFIND',
  headers: { Depth: '0', Accept: 'application/xml, text/xml' },
  body: '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop><d:resourcetype/><d:current-user-principal/><d:current-user-privilege-set/><oc:permissions/></d:prop></d:propfind>',
} as const;

/** A parsed element is a list only where there are several of it. */
const list = (path: string) => `(type(${path}) == list ? ${path} : [${path}])`;
const found = `${list('xml.multistatus.response.propstat')}.filter(p, p.status.contains(" 200 ") && type(p.prop) == map)`;
const property = (name: string) => `${found}.filter(p, "${name}" in p.prop)[0].prop["${name}"]`;
const principal = property('current-user-principal');
const reported = `${found}.exists(p, "current-user-principal" in p.prop && "href" in p.prop["current-user-principal"])`;

/**
 * RFC 3744: the caller's privileges; Nextcloud and ownCloud have letters instead (C create, K in a folder, W write,
 * N rename, V move, D delete: apps/dav/lib/Connector/Sabre/Node.php of nextcloud/server). Null where neither is told.
 */
function right(privileges: string[], letters = ''): string {
  const set = 'p.prop["current-user-privilege-set"].privilege';
  const told = `${found}.exists(p, "current-user-privilege-set" in p.prop)`;
  const granted = `${found}.exists(p, ${list(set)}.exists(g, g.exists(name, name in ${JSON.stringify(['all', ...privileges])})))`;
  const inLetters =
    letters === ''
      ? 'null'
      : `text.matches("[:<]permissions( [^>]*)?>[A-Z]") ? text.matches("[:<]permissions( [^>]*)?>[A-Z]*[${letters}]") : null`;
  return `${told} ? ${granted} : ${inLetters}`;
}

const grants = {
  read: right(['read']),
  write: right(['write', 'bind'], 'CKW'),
  update: right(['write', 'write-content'], 'WNV'),
  delete: right(['write', 'unbind'], 'D'),
};

export const webdav = {
  title: 'WebDAV',
  aliases: ['Nextcloud (WebDAV)', 'ownCloud (WebDAV)', 'Apache mod_dav'],
  category: 'FileProtocol',
  documentation: 'https://www.rfc-editor.org/rfc/rfc4918',
  config: {
    required: ['url'],
    properties: {
      url: text('Address', 'The collection (folder) to open.', 'https://dav.example.com/files/', {
        pattern: '^https?://[^\\s]+$',
      }),
    },
  },
  hosts: ['{{config.url}}'],
  methods: [
    {
      name: 'basic',
      title: 'User name and password',
      description: 'An account of the server, where it has such an app password. It is sent once or twice a test.',
      secret: { required: ['username', 'password'], properties: { username, password } },
      auth: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
    {
      name: 'bearer',
      title: 'Bearer token',
      description: 'A token of the server that does not end, sent as Authorization: Bearer.',
      secret: {
        required: ['bearerToken'],
        properties: { bearerToken: secret('Token', 'Without the word Bearer.', 'your-token', token) },
      },
      auth: { bearer: { token: '{{secret.bearerToken}}' } },
    },
  ],
  http: {
    test: { url: '{{config.url}}', ...propfind },
    account: { id: `${reported} ? ${principal}.href : login`, name: 'login' },
    // A server that ignores the credential may say so: <unauthenticated/>.
    identity: `status == 207 && size(${found}) > 0 && !${found}.exists(p, "current-user-principal" in p.prop && "unauthenticated" in p.prop["current-user-principal"])`,
    counterTest: { when: `!${reported}` },
    replies: [
      { when: 'status == 403', outcome: 'PermissionDenied' },
      {
        when: 'status == 405 || status == 501',
        outcome: 'TargetNotFound',
        causes: ['the address is no WebDAV collection'],
      },
      {
        when: 'status == 200 && text.matches("(?i)^\\\\s*<(!doctype html|html)")',
        outcome: 'InteractionRequired',
        causes: ['a sign-in page stands in front of the server', 'the address is a web page'],
      },
      { when: 'status == 423 || status == 507', outcome: 'UnexpectedReply' },
    ],
    proof: webdavProof,
    access: [
      { when: '!has(requires.path)', grants },
      { when: 'has(requires.path)', request: { url: '{{config.url}}/{{requires.path}}', ...propfind }, grants },
    ],
  },
} satisfies PlatformSpec;
