import { pasted, text } from '../field.ts';

export const guid = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const domain = '[a-zA-Z0-9-]+(\\.[a-zA-Z0-9-]+)+';

/** Addresses of Microsoft that have the tenant in them. */
export const tenantAddresses: readonly [string][] = [
  [String.raw`^https://[a-z.]+\.(?:microsoftonline|windows)\.\w+/([^/?#]+)`],
];

export const clientId = text(
  'Application (client) ID',
  'Application (client) ID (a GUID) of the app registration.',
  '11111111-2222-3333-4444-555555555555',
  { ...pasted([String.raw`(?:api:/|appId)/([0-9a-fA-F-]{36})`]), pattern: `^${guid}$` },
);

export const scopes = {
  type: 'array',
  minItems: 1,
  maxItems: 32,
  items: { type: 'string', pattern: '^[^\\s,]+$' },
  title: 'Scopes',
  description: 'Delegated scopes, only with method refresh-token. Default: all consented to, and offline_access.',
  examples: [['https://graph.microsoft.com/.default', 'offline_access']],
};

export const audience = text(
  'Audience of the token',
  'Audience of the ServiceAccount token (workload-identity). Default: that of the cloud.',
  'api://AzureADTokenExchange',
  { pattern: '^[\\x21-\\x7e]+$' },
);

/** Settings that all platforms behind Microsoft Entra ID and Microsoft Graph share. */
export const entraFields = {
  tenantId: text(
    'Directory (tenant) ID',
    'Tenant ID (a GUID) or a verified domain. With method refresh-token also organizations or common.',
    'contoso.onmicrosoft.com',
    { ...pasted(...tenantAddresses), pattern: `^(${guid}|${domain}|organizations|common)$` },
  ),
  clientId,
  cloud: text(
    'Cloud',
    'Cloud of the tenant: global (default), gcc (same hosts), usgovhigh (GCC High), usgovdod (DoD) or china (21Vianet).',
    'global',
    { enum: ['global', 'gcc', 'usgovhigh', 'usgovdod', 'china'], default: 'global' },
  ),
  scopes,
  audience,
};
