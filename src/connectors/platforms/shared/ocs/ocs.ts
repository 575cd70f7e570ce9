import { onlySchemes } from '../only-schemes.ts';
import type { PlatformAccount, PlatformFacts, PlatformGrants } from '../../../../api/platform.gen.ts';
import type { PlatformSpec } from '../../../platform.ts';
import { pasted, text } from '../field.ts';
import { letters, propfind } from './dav.ts';
import { folderReplies, tables, userReplies } from './replies.ts';

type Shared = Required<Pick<PlatformSpec, 'config' | 'hosts' | 'define' | 'tables' | 'test' | 'anonymous' | 'access'>>;

const config = {
  required: ['url'],
  properties: {
    url: text(
      'Address',
      'The root of the server, an https or http address. It includes the folder of the server if it has one.',
      'https://cloud.example.com',
      {
        ...pasted([
          String.raw`^(https?://[^/?#]+(?:/[^?#]*?)??)/(?:(?:remote|index|public)\.php|ocs|apps|login|s|f|settings|status\.php)(?:[/?#]|$)`,
        ]),
        pattern: '^https?://[^\\s]+$',
      },
    ),
    path: text(
      'Folder',
      'The folder whose permissions are looked up if spec.requires.path names none. Default: the root of the account.',
      '/Finance',
    ),
  },
};

/** `capabilities` and v1.php are open or hide refusals: the account's own page of v2.php is neither. */
export function ocs(account: PlatformAccount, grants: PlatformGrants, more: PlatformFacts = {}): Shared {
  return {
    config,
    hosts: ['{{config.url}}'],
    define: [
      { path: 'orElse(requires.path, orElse(config.path, "/"))' },
      { code: 'json.ocs.meta.statuscode' },
      { letters },
    ],
    tables,
    test: [
      {
        request: {
          url: '{{config.url}}/ocs/v2.php/cloud/user',
          query: { format: 'json' },
          headers: { 'OCS-APIRequest': 'true' },
        },
        replies: userReplies,
        facts: { identified: 'code == 200', account, ...more },
      },
    ],
    anonymous: onlySchemes,
    access: [
      {
        when: 'has(requires.path) || has(requires.access) || has(config.path)',
        request: { url: '{{config.url}}/remote.php/dav/files/{{account.id}}/{{path|segments}}', ...propfind },
        replies: folderReplies,
        facts: { grants },
      },
    ],
  };
}
