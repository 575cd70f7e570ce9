import { noFolder } from '../shared/ocs/replies.ts';
import type { PlatformRow, PlatformSpec } from '../../../api/platform.gen.ts';
import { pasted, text } from '../shared/field.ts';
import { onlySchemes } from '../shared/only-schemes.ts';
import { letters, propfind, writing } from '../shared/ocs/dav.ts';
import { methods } from './methods.ts';

const https = { pattern: '^https://[^\\s]+$' };

/** services/graph/pkg/errorcode of owncloud/ocis */
const userReplies: PlatformRow[] = [
  {
    // account_resolver.go of owncloud/ocis: the credential was accepted; what is refused before has a challenge.
    when: 'status == 401 && text == "" && !("www-authenticate" in headers)',
    outcome: 'AccessRefused',
    causes: ['the account is disabled', 'the server has no account of this name and creates none'],
  },
  {
    when: 'status == 401 && !credential.fresh',
    outcome: 'AccessRefused',
    causes: [
      '`username` or `appToken` is wrong',
      'the app token has expired',
      'the server does not accept app tokens, which is its default',
    ],
  },
  { when: 'status == 403 && filled(json.error.code)', outcome: 'PermissionDenied' },
  {
    when: 'status == 404',
    outcome: 'TargetNotFound',
    causes: ['the address is not the root of an ownCloud Infinite Scale server'],
  },
  {
    when: 'status == 200 && json.accountEnabled == false',
    outcome: 'CredentialsRevoked',
    causes: ['the account is disabled'],
  },
];

export const owncloudInfiniteScale = {
  title: 'ownCloud Infinite Scale',
  aliases: ['oCIS'],
  category: 'FileSharing',
  documentation: 'https://owncloud.dev/libre-graph-api/',
  config: {
    required: ['url'],
    properties: {
      url: text('Address', 'The root of the server, an https address.', 'https://ocis.example.com', {
        ...https,
        ...pasted([String.raw`^(https://[^/?#]+)/(?:files|remote\.php|dav|graph|s|settings|signin)(?:[/?#]|$)`]),
      }),
      issuer: text(
        'Issuer',
        'The OpenID provider, an https address (oidc-refresh). Default: the server itself.',
        'https://id.example.com/realms/acme',
        https,
      ),
    },
  },
  hosts: ['{{config.url}}', '{{config.issuer}}'],
  define: [{ issuer: 'orElse(config.issuer, config.url)' }, { path: 'orElse(requires.path, "/")' }, { letters }],
  methods,
  test: [
    {
      // owncloud/libre-graph-api api/openapi-spec/v1.0.yaml
      request: { url: '{{config.url}}/graph/v1.0/me' },
      replies: userReplies,
      facts: {
        identified: 'filled(json.onPremisesSamAccountName)',
        account: { id: 'json.id', name: 'json.displayName', email: 'json.mail' },
      },
    },
  ],
  anonymous: onlySchemes,
  access: [
    {
      // owncloud/ocis docs/apis/http/webdav: this path is the personal space, whose id need not be known.
      when: 'has(requires.path) || has(requires.access)',
      request: { url: '{{config.url}}/remote.php/webdav/{{path|segments}}', ...propfind },
      replies: [noFolder],
      facts: { grants: writing },
    },
  ],
} satisfies PlatformSpec;
