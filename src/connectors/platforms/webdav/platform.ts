import type { PlatformSpec } from '../../platform.ts';
import { text, windowsDomain } from '../shared/field.ts';
import { methods } from './methods.ts';
import { probe } from './probe.ts';
import { properties, propfind } from './properties.ts';
import { pathReplies, tables, testReplies } from './replies.ts';

export const webdav = {
  title: 'WebDAV',
  aliases: ['Nextcloud (WebDAV)', 'ownCloud (WebDAV)', 'Apache mod_dav'],
  category: 'FileProtocol',
  documentation: 'https://www.rfc-editor.org/rfc/rfc4918',
  config: {
    required: ['url'],
    properties: {
      url: text(
        'Address',
        'The collection (folder) to open, an https or http address.',
        'https://dav.example.com/files/',
        { pattern: '^https?://[^\\s/?#@]+([/?#][^\\s]*)?$' },
      ),
      vendor: text(
        'Product',
        'The product: nextcloud, owncloud, or other, the default. With nextcloud or owncloud, the address can be the root of the server, and the operator adds the WebDAV path.',
        'nextcloud',
        { enum: ['other', 'nextcloud', 'owncloud'], default: 'other' },
      ),
      domain: windowsDomain,
    },
  },
  hosts: ['{{config.url}}'],
  define: [
    // It serves the files of whoever signs in, so their ID need not be known.
    {
      url: 'config.vendor == "other" || config.url.contains("/remote.php/") ? config.url : config.url.trimSlash() + "/remote.php/webdav/"',
    },
    { needsSpace: 'orElse(requires.access, []).exists(a, a in ["Write", "Update"])' },
    ...properties,
  ],
  // Some servers refuse verbs of WebDAV that ask for JSON.
  defaults: { headers: { Accept: '*/*' } },
  tables,
  methods,
  identity: 'Unnamed',
  test: [
    {
      request: { url: '{{url}}', ...propfind },
      replies: testReplies,
      facts: {
        identified: 'status == 207 && size(found) > 0 && !nobody',
        account: { id: 'named ? principal.href : credential.login', name: 'credential.login' },
        grants: {
          read: 'has(requires.path) ? null : mayRead',
          write: 'has(requires.path) ? null : mayWrite',
          update: 'has(requires.path) ? null : mayUpdate',
          delete: 'has(requires.path) ? null : mayDelete',
        },
      },
    },
  ],
  // Servers name a principal to anybody: only a sign-in with a challenge proves who it is.
  anonymous: { when: 'method in ["basic", "bearer"] || !named' },
  access: [
    {
      when: 'has(requires.path)',
      request: { url: '{{url}}/{{requires.path|segments}}', ...propfind },
      replies: pathReplies,
      facts: { grants: { read: 'mayRead', write: 'mayWrite', update: 'mayUpdate', delete: 'mayDelete' } },
    },
  ],
  probe,
} satisfies PlatformSpec;
