import { pasted, secret, text } from '../field.ts';
import { clientId, audience, guid, tenantAddresses } from '../entra/fields.ts';
import { exampleAccount } from './service.ts';

/** Settings that all services of a storage account share. */
export const accountFields = {
  accountName: text(
    'Storage account',
    'Name of the storage account, not its address. It is not needed if a connection string or SAS URL contains it.',
    exampleAccount,
    {
      ...pasted([String.raw`^(?:https?://)?([a-z0-9]{3,24})\.(?:blob|dfs|file|queue|table|z\d+\.web)\.`]),
      pattern: '^[a-z0-9]{3,24}$',
    },
  ),
  cloud: text(
    'Cloud',
    'Azure cloud of the storage account: global (the default), usgov, china or custom. custom uses the address in `endpoint`; its applications sign in to the global cloud.',
    'global',
    { enum: ['global', 'usgov', 'china', 'custom'], default: 'global' },
  ),
  endpoint: text(
    'Endpoint',
    'Service URL, only with cloud custom. The URL of an emulator has the account in its path. Use http:// only for an emulator in a trusted network, because it sends a SAS unencrypted.',
    'https://storage.example.com',
    { pattern: '^https?://[^/?#@\\\\\\s]+(/[a-z0-9]{3,24})?/?$' },
  ),
  tenantId: text(
    'Directory (tenant) ID',
    'Tenant ID (a GUID) or a verified domain of the tenant of the storage account. Only an application needs it.',
    'contoso.onmicrosoft.com',
    { ...pasted(...tenantAddresses), pattern: `^(${guid}|[a-zA-Z0-9-]+(\\.[a-zA-Z0-9-]+)+)$` },
  ),
  clientId: { ...clientId, description: `${clientId.description} Only an application needs it.` },
  audience,
};

export const accountKey = secret(
  'Account key',
  'Access key of the storage account (key1 or key2), as the portal shows it.',
  'bm90LWEta2V5LW5vdC1hLWtleQ==',
  { pattern: '^[A-Za-z0-9+/]{20,}={0,2}$', maxLength: 256 },
);

export function sasToken(example: string) {
  return secret('SAS token', 'Query string of the SAS, with or without the question mark.', example, {
    // The driver tells an address from a token.
    pattern: '^\\s*(\\??[A-Za-z]+=|https?:)[\\x21-\\x7e]*\\s*$',
    maxLength: 4096,
  });
}

export function sasUrl(example: string) {
  return secret('SAS URL', 'Whole address with the SAS, which replaces the SAS token and the account name.', example, {
    maxLength: 4096,
  });
}
