import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { methods, rest } from './methods.ts';
import { replies } from './replies.ts';

export const mFiles = {
  title: 'M-Files',
  category: 'ContentManagement',
  documentation: 'https://developer.m-files.com/APIs/REST-API/Authentication/',
  config: {
    required: ['url', 'vaultGuid'],
    properties: {
      url: text('Address', 'Root address of M-Files Web, without /REST.', 'https://mfiles.example.com', {
        ...pasted([String.raw`^(https?://[^/?#]+(?:/[^?#]*?)??)/(?:vnext|REST|Default\.aspx|login\.aspx)(?:[/?#]|$)`]),
        pattern: '^https?://[^\\s]+$',
      }),
      vaultGuid: text('Vault', 'GUID of the vault, in braces.', '{C840BE1A-5B47-4AC0-8EF7-835C166C8E24}', {
        ...pasted(['[#/]\\{?([0-9A-Fa-f-]{36})', '{$1}']),
        pattern: '^\\{[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\\}$',
      }),
      windowsUser: {
        type: 'boolean',
        default: false,
        title: 'Windows account',
        description: 'True signs in with a Windows account, false with an M-Files account. Default: false.',
        examples: [true],
      },
      domain: text('Windows domain', 'Domain of the Windows account.', 'CORP'),
    },
  },
  hosts: ['{{config.url}}'],
  define: [{ readOnly: 'json.LicenseAllowsModifications == false || json.isReadOnlyLicense == true' }],
  tables: { webService: replies },
  methods,
  test: [
    {
      request: { url: `${rest}/session` },
      replies: [{ table: 'webService' }],
      facts: {
        identified: 'json.UserID > 0 && filled(json.AccountName)',
        account: { id: 'json.UserID', name: 'json.AccountName' },
        administrator: 'json.IsAdminUser == true || json.HasFullControlOfVault == true',
        // The licence is told, and whether objects may be made; the rest depends on the object.
        grants: {
          write: 'readOnly ? false : json.CanCreateobjects',
          update: 'readOnly ? false : null',
          delete: 'readOnly ? false : null',
        },
      },
    },
  ],
  access: [
    {
      request: { url: `${rest}/session/vault` },
      replies: [{ table: 'webService' }],
      expect: [
        {
          setting: 'vaultGuid',
          // The vendor writes it with braces and without.
          is: '"{" + json.GUID.replace("{", "").replace("}", "") + "}"',
          ignoreCase: true,
          causes: ['the session belongs to another vault than `spec.config.vaultGuid`'],
        },
      ],
      facts: { account: { tenant: 'json.Name + " (" + json.GUID + ")"' } },
    },
  ],
} satisfies PlatformSpec;
