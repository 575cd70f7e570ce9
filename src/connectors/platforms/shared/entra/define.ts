/** Hosts of Microsoft Entra ID and Microsoft Graph in the cloud of the tenant. */
export const entraHosts = ['{{authority}}', '{{graph}}'];

/** Where tokens come from in each cloud: https://learn.microsoft.com/graph/deployments */
const places = [
  { us: 'config.cloud.startsWith("usgov")' },
  {
    authority:
      'config.cloud == "china" ? "login.partner.microsoftonline.cn" : us ? "login.microsoftonline.us" : "login.microsoftonline.com"',
  },
  {
    graph:
      'orElse({"china": "microsoftgraph.chinacloudapi.cn", "usgovdod": "dod-graph.microsoft.us", "usgovhigh": "graph.microsoft.us"}[config.cloud], "graph.microsoft.com")',
  },
  // https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
  { exchange: '"api://AzureADTokenExchange" + (config.cloud == "china" ? "China" : us ? "USGov" : "")' },
  { audience: 'orElse(config.audience, exchange)' },
];

/** The token endpoint of a tenant, by `authority`; and whether the tenant is named by its ID, which a token then has to have. */
export const tokenEndpoint = [
  { oauth: '"https://" + authority + "/" + config.tenantId + "/oauth2/v2.0"' },
  { tokenUrl: 'oauth + "/token"' },
  { tenantIsId: 'config.tenantId.matches("^[0-9a-fA-F-]{36}$")' },
];

/** What the token endpoint responds, for table `entra`. */
export const tokenResponse = [
  { error: 'json.error' },
  // Where a gateway leaves the list out, the number is in the text.
  { codes: 'orElse(json.error_codes, [int(json.error_description.between("AADSTS", ":"))])' },
  { badClient: 'error == "invalid_client"' },
  { badGrant: 'error == "invalid_grant"' },
];

/** Who signed in, by the claims of the token. A token that cannot be read is one of the application all the same. */
const signedIn = [
  { user: 'method == "refresh-token"' },
  { claims: 'credential.claims' },
  { accountId: 'user ? orElse(claims.oid, config.clientId) : orElse(claims.appid, config.clientId)' },
  { accountName: 'user ? claims.name : claims.app_displayname' },
  { permissions: 'user ? claims.scp.words() : claims.roles' },
];

/** @param resource - CEL of what the token is for; by default Graph. It may use `graph`, and names of `before`. */
export function entraDefine(resource = '"https://" + graph', before: Record<string, string>[] = []) {
  return [
    ...places,
    ...before,
    { resource },
    { scopes: 'has(config.scopes) ? config.scopes : [resource + "/.default", "offline_access"]' },
    ...tokenEndpoint,
    ...tokenResponse,
    ...signedIn,
    {
      otherCloud:
        'claims.aud.matches("^https://(graph[.]microsoft[.](com|us)|dod-graph[.]microsoft[.]us|microsoftgraph[.]chinacloudapi[.]cn)/?$") && !claims.aud.startsWith("https://" + graph)',
    },
    // The list does not say which secret is ours, but the only one that is still good must be.
    { living: 'json.passwordCredentials.filter(c, int(timestamp(c.endDateTime)) > now)' },
  ];
}

/** The account by the token, if the response itself names nobody. */
export const tokenAccount = {
  id: 'accountId',
  name: 'accountName',
  email: 'user ? claims.upn : null',
  tenant: 'claims.tid',
};
