import type { PlatformAccess } from '../../api/platform.gen.ts';
import { text } from './field.ts';

export const guid = '[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}';
const domain = '[a-zA-Z0-9-]+(\\.[a-zA-Z0-9-]+)+';

export const clientId = text(
  'Application (client) ID',
  'Of the app registration, on its overview page.',
  '11111111-2222-3333-4444-555555555555',
  { pattern: `^${guid}$` },
);
export const scopes = {
  type: 'array',
  minItems: 1,
  maxItems: 32,
  items: { type: 'string', pattern: '^[^\\s,]+$' },
  title: 'Scopes',
  description: 'Delegated scopes to ask for (refresh-token). Default: all that were consented to, and offline_access.',
  examples: [['https://graph.microsoft.com/.default', 'offline_access']],
};

export const entraFields = {
  tenantId: text(
    'Directory (tenant) ID',
    'Of the tenant, or one of its verified domains. With refresh-token also organizations.',
    'contoso.onmicrosoft.com',
    { pattern: `^(${guid}|${domain}|organizations|common)$` },
  ),
  clientId,
  cloud: text(
    'Cloud',
    'Of the tenant: gcc is like global, usgovhigh is GCC High, usgovdod is DoD, china is run by 21Vianet.',
    'global',
    { enum: ['global', 'gcc', 'usgovhigh', 'usgovdod', 'china'], default: 'global' },
  ),
  scopes,
  audience: text(
    'Audience of the token',
    'Of the federated credential, where it is not the default of the cloud (workload-identity).',
    'api://AzureADTokenExchange',
    { pattern: '^[\\x21-\\x7e]+$' },
  ),
};

/** https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity */
const exchange =
  'has(config.audience) ? config.audience : config.cloud == "china" ? "api://AzureADTokenExchangeChina" : config.cloud.startsWith("usgov") ? "api://AzureADTokenExchangeUSGov" : "api://AzureADTokenExchange"';

/** https://learn.microsoft.com/graph/deployments */
const authority =
  'config.cloud == "china" ? "login.chinacloudapi.cn" : config.cloud.startsWith("usgov") ? "login.microsoftonline.us" : "login.microsoftonline.com"';
export const graph =
  '(config.cloud == "china" ? "microsoftgraph.chinacloudapi.cn" : config.cloud == "usgovdod" ? "dod-graph.microsoft.us" : config.cloud == "usgovhigh" ? "graph.microsoft.us" : "graph.microsoft.com")';

/**
 * Values of an Entra platform. @param path - CEL of what is tested, after https://host/v1.0/
 * @param more - further values; resource says what the token is for, by default Graph
 */
export function entraValues(path: string, more: Record<string, string> = {}): Record<string, string> {
  const { resource = `"https://" + ${graph}` } = more;
  return {
    authority,
    exchange,
    graph,
    url: `"https://" + ${graph} + "/v1.0/" + (${path})`,
    scopes: `has(config.scopes) ? config.scopes.join(" ") : (${resource}) + "/.default offline_access"`,
    ...more,
    resource,
  };
}
export const entraHosts = ['{{values.authority}}', '{{values.graph}}'];

/** Who signed in, by the claims of the token, where they can be read. */
export const tokenAccount = {
  id: 'method == "refresh-token" ? claims.oid : claims.appid',
  name: 'method == "refresh-token" ? claims.name : claims.app_displayname',
  email: 'method == "refresh-token" ? claims.upn : null',
  tenant: 'claims.tid',
};

/** CEL: does the token hold one of these permissions? No value where its claims cannot be read. */
export function held(...names: string[]): string {
  return `(method == "refresh-token" ? claims.scp.split(" ") : claims.roles).exists(p, p in ${JSON.stringify(names)})`;
}

const selected = held(
  'Sites.Selected',
  'Lists.SelectedOperations.Selected',
  'ListItems.SelectedOperations.Selected',
  'Files.SelectedOperations.Selected',
);

/**
 * CEL of a right that one of these permissions gives. Those of a user are bounded by what the user may do, and those for
 * selected sites by what was granted there, which the token does not tell.
 */
export function right(names: string[], { own = 'null', chosen = 'null' } = {}): string {
  return `${held(...names)} ? (method == "refresh-token" ? ${own} : true) : ${selected} ? ${chosen} : false`;
}

const living = 'json.passwordCredentials.filter(c, int(timestamp(c.endDateTime)) > now)';

/**
 * When the client secret ends, where the application may read itself (Application.Read.All): the list does not say which
 * secret is ours, but the only one that is still good must be. What this request is answered never spoils a test.
 * https://learn.microsoft.com/graph/api/application-get; keyCredentials are left out, they are throttled by tenant.
 */
export const secretEnd: PlatformAccess = {
  when: 'method == "client-secret"',
  request: {
    url: "https://{{values.graph}}/v1.0/applications(appId='{{config.clientId}}')",
    query: { $select: 'passwordCredentials' },
  },
  replies: [{ when: 'status >= 400', outcome: 'Connected' }],
  grants: {},
  expiry: `size(${living}) == 1 ? ${living}[0].endDateTime : null`,
};
