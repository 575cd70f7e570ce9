import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { methods } from './methods.ts';
import { tables } from './replies.ts';

/** The token response names the host of the API, which must be one of hosts. */
const api = 'https://{{config.subdomain}}.{{token.apicp}}/sf/v3';

export const sharefile = {
  title: 'ShareFile',
  aliases: [
    'Citrix ShareFile',
    'Citrix ShareFile My Files & Folders',
    'Citrix ShareFile Shared Folders',
    'Progress ShareFile',
  ],
  category: 'FileSharing',
  documentation: 'https://api.sharefile.com/gettingstarted/oauth2password',
  config: {
    required: ['subdomain'],
    properties: {
      subdomain: text(
        'Subdomain',
        'The subdomain of the account: the part of its address before .sharefile.com.',
        'mycompany',
        { ...pasted([String.raw`^(?:https?://)?([a-z0-9-]+)\.sharefile\.(?:com|eu)`]), pattern: '^[a-z0-9-]+$' },
      ),
      controlPlane: text(
        'Control plane',
        'The domain of the account: the part of its address after the subdomain. Default: sharefile.com.',
        'sharefile.com',
        { enum: ['sharefile.com', 'sharefile.eu', 'securevdr.com'], default: 'sharefile.com' },
      ),
      root: text(
        'Root',
        'The folder whose permissions are looked up if spec.requires.path names none: my-files, the default, or shared.',
        'my-files',
        { enum: ['my-files', 'shared'], default: 'my-files' },
      ),
    },
  },
  hosts: ['sharefile.com', 'sharefile.eu', 'securevdr.com', 'sf-api.com'].map(
    (plane) => `{{config.subdomain}}.${plane}`,
  ),
  define: [
    { root: 'config.root == "shared" ? "Items(allshared)" : "Items"' },
    { item: 'has(requires.path) ? "Items(" + requires.path + ")" : root' },
  ],
  tables,
  methods,
  test: [
    {
      // https://api.sharefile.com/docs/resource?name=Sessions: the caller's own session, never a list of users.
      request: { url: `${api}/Sessions`, query: { $expand: 'Principal' } },
      replies: [{ table: 'api' }],
      facts: {
        identified: 'filled(json.Principal.Email)',
        account: {
          id: 'json.Principal.Id',
          name: 'filled(json.Principal.FullName) ? json.Principal.FullName : json.Principal.Name',
          email: 'json.Principal.Email',
          tenant: 'token.subdomain',
        },
        // unverified: IsAdministrator, which not every reply has.
        administrator: 'json.Principal.IsAdministrator',
      },
    },
  ],
  access: [
    {
      when: 'has(requires.path) || has(requires.access)',
      request: { url: `${api}/{{item}}`, query: { $expand: 'Info' } },
      replies: [{ table: 'api' }],
      facts: {
        grants: {
          read: 'json.Info.CanDownload',
          write: 'json.Info.CanUpload',
          delete: 'orElse(json.Info.CanDeleteChildItems, json.Info.CanDeleteCurrentItem)',
        },
      },
    },
  ],
} satisfies PlatformSpec;
