import type { PlatformReply, PlatformSpec } from '../platform.ts';
import { webdavProof } from './proofs/webdav.ts';
import { password, secret, text, token, username, windowsDomain } from './field.ts';

const propfind = {
  method: 'PROPFIND',
  headers: { Depth: '0', Accept: 'application/xml, text/xml' },
  body: '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop><d:resourcetype/><d:current-user-principal/><d:current-user-privilege-set/><d:quota-available-bytes/><oc:permissions/></d:prop></d:propfind>',
} as const;

/** A parsed element is a list only where there are several of it. */
const list = (path: string) => `(type(${path}) == list ? ${path} : [${path}])`;
const found = `${list('xml.multistatus.response.propstat')}.filter(p, p.status.contains(" 200 ") && type(p.prop) == map)`;
const property = (name: string) => `${found}.filter(p, "${name}" in p.prop)[0].prop["${name}"]`;
const principal = property('current-user-principal');
const reported = `${found}.exists(p, "current-user-principal" in p.prop && "href" in p.prop["current-user-principal"])`;

/** RFC 4331, 3: nothing more can be stored. Nextcloud says with negative numbers that there is no limit, or none is known. */
const full = 'text.matches("[:<]quota-available-bytes( [^>]*)?>0</")';
const wantsSpace = 'has(requires.access) && requires.access.exists(a, a == "Write" || a == "Update")';
const noSpace: PlatformReply = {
  when: `status == 207 && ${wantsSpace} && ${full}`,
  outcome: 'PermissionDenied',
  causes: ['the quota is used up: nothing can be stored until some space is made'],
};

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
  write: `${full} ? false : ${right(['write', 'bind'], 'CKW')}`,
  update: `${full} ? false : ${right(['write', 'write-content'], 'WNV')}`,
  delete: right(['write', 'unbind'], 'D'),
};

const userAndPassword = { required: ['username', 'password'], properties: { username, password } };

export const webdav = {
  title: 'WebDAV',
  aliases: ['Nextcloud (WebDAV)', 'ownCloud (WebDAV)', 'Apache mod_dav'],
  category: 'FileProtocol',
  documentation: 'https://www.rfc-editor.org/rfc/rfc4918',
  config: {
    required: ['url'],
    properties: {
      url: text('Address', 'The collection (folder) to open.', 'https://dav.example.com/files/', {
        pattern: '^https?://[^\\s/?#@]+([/?#][^\\s]*)?$',
      }),
      vendor: {
        type: 'string',
        enum: ['other', 'nextcloud', 'owncloud'],
        default: 'other',
        title: 'Product',
        description: 'With nextcloud or owncloud, the address may be that of the server: its WebDAV path is added.',
        examples: ['nextcloud'],
      },
      domain: windowsDomain,
    },
  },
  hosts: ['{{config.url}}'],
  methods: [
    {
      name: 'basic',
      title: 'User name and password',
      description: 'An account of the server, where it has such an app password. It is sent once or twice a test.',
      secret: userAndPassword,
      config: { properties: { domain: false } },
      auth: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
    {
      name: 'digest',
      byNameOnly: true,
      title: 'User name and password (Digest)',
      description:
        'For servers that take HTTP Digest (MD5, SHA-256 or SHA-512-256): the password itself is not sent, and nothing goes to a server that wants Basic.',
      secret: userAndPassword,
      config: { properties: { domain: false } },
      auth: { digest: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
    {
      name: 'ntlm',
      byNameOnly: true,
      title: 'Windows account (NTLM)',
      description:
        'For IIS and other servers with Windows accounts: NTLMv2, bound to the TLS connection where there is one. The user name is written as user with the setting domain, as DOMAIN\\user, or as user@domain.',
      secret: userAndPassword,
      auth: {
        ntlm: { username: '{{secret.username}}', password: '{{secret.password}}', domain: '{{config.domain}}' },
      },
    },
    {
      name: 'bearer',
      title: 'Bearer token',
      description: 'A token of the server that does not end, sent as Authorization: Bearer.',
      secret: {
        required: ['bearerToken'],
        properties: { bearerToken: secret('Token', 'Without the word Bearer.', 'your-token', token) },
      },
      config: { properties: { domain: false } },
      auth: { bearer: { token: '{{secret.bearerToken}}' } },
    },
  ],
  http: {
    values: {
      // It serves the files of whoever signs in, so their id need not be known.
      url: 'config.vendor != "other" && !config.url.contains("/remote.php/") ? config.url + (config.url.endsWith("/") ? "" : "/") + "remote.php/webdav/" : config.url',
    },
    test: { url: '{{values.url}}', ...propfind },
    account: { id: `${reported} ? ${principal}.href : login`, name: 'login' },
    // A server that ignores the credential may say so: <unauthenticated/>.
    identity: `status == 207 && size(${found}) > 0 && !${found}.exists(p, "current-user-principal" in p.prop && "unauthenticated" in p.prop["current-user-principal"])`,
    counterTest: { when: `!${reported}` },
    replies: [
      noSpace,
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
      {
        when: 'has(requires.path)',
        request: { url: '{{values.url}}/{{requires.path}}', ...propfind },
        grants,
        replies: [
          noSpace,
          // The account was taken a moment ago: this is how Apache and IIS say that it may not go there.
          { when: 'status == 401', outcome: 'PermissionDenied', causes: ['the account may not open the path'] },
          { when: 'status == 405', outcome: 'TargetNotFound', causes: ['the path is no WebDAV collection'] },
        ],
      },
    ],
  },
} satisfies PlatformSpec;
