import type { PlatformMethod } from '../../../platform.ts';
import { secret, text, token } from '../field.ts';
import { clientFields, clientSecrets, refreshSecrets } from './client.ts';

export const cloudConfig = {
  properties: {
    // unverified: that a site that does not exist answers 404, so that siteUrl is named as a cause of it.
    siteUrl: text('Site', 'Address of the site. Method api-token needs it.', 'https://acme.atlassian.net', {
      pattern: '^https://[a-z0-9-]+\\.atlassian\\.net/?$',
    }),
    cloudId: text(
      'Cloud ID',
      'ID of the site, which https://SITE.atlassian.net/_edge/tenant_info shows. Every method but api-token needs it.',
      '11223344-a1b2-3b33-c444-def123456789',
      { pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' },
    ),
    cloud: text('Cloud', 'The cloud: commercial, the default, or gov (Atlassian Government).', 'commercial', {
      enum: ['commercial', 'gov'],
    }),
  },
};

export const cloudHosts = ['{{config.siteUrl}}', '{{api}}', '{{auth}}'];

/**
 * Where a Cloud product responds; scoped tokens and OAuth only behind api.atlassian.com.
 * @param scopes - any of these lets the account be read
 */
export function cloudDefine(product: string, scopes: readonly string[]) {
  return [
    { gov: 'orElse(config.cloud, "") == "gov"' },
    { api: 'gov ? "api.atlassian-us-gov-mod.com" : "api.atlassian.com"' },
    { auth: 'gov ? "auth.atlassian-us-gov-mod.com" : "auth.atlassian.com"' },
    {
      site: `method == "api-token" ? config.siteUrl.trimSlash() : "https://" + api + "/ex/${product}/" + config.cloudId`,
    },
    { needed: JSON.stringify(scopes) },
    // Of the list of sites that a token opens.
    { ours: 'json.filter(r, r.id == config.cloudId)' },
  ];
}

const apiToken = {
  required: ['email', 'apiToken'],
  properties: {
    email: text('E-mail', 'E-mail address of the account that made the token.', 'migration@example.com', {
      pattern: '^[^@:\\s]+@[^@:\\s]+$',
    }),
    apiToken: secret('API token', 'API token (id.atlassian.com, Security, API tokens).', 'your-api-token', token),
  },
};
const basic = { basic: { username: '{{secret.email}}', password: '{{secret.apiToken}}' } };
const client = { tokenUrl: 'https://{{auth}}/oauth/token', ...clientFields, encoding: 'json' } as const;
const replies = [{ table: 'token' }];
const bearer = { bearer: '{{token.access}}' };

const behindApi = { required: ['cloudId'], properties: { siteUrl: false } };

/** @param scopes - what lets the account be read; `asked` is what a sign-in asks for */
export function cloudMethods(scopes: readonly string[], asked: { value: string; write: string }): PlatformMethod[] {
  const oneOf = `one of the scopes ${scopes.join(', ')}`;
  return [...tokenMethods(oneOf), ...oauthMethods(oneOf, asked)];
}

function tokenMethods(oneOf: string): PlatformMethod[] {
  return [
    {
      name: 'api-token',
      title: 'API token without scopes',
      description:
        'Create an API token without scopes, of an account with access to the product. It expires after a year at most, so set a reminder.',
      secret: apiToken,
      config: { required: ['siteUrl'], properties: { cloudId: false, cloud: false } },
      credential: basic,
    },
    {
      name: 'scoped-api-token',
      title: 'API token with scopes',
      description: `Create an API token with scopes, of an account or a service account with access to the product. The test needs ${oneOf}.`,
      secret: apiToken,
      config: behindApi,
      credential: basic,
    },
  ];
}

function oauthMethods(oneOf: string, scope: { value: string; write: string }): PlatformMethod[] {
  return [
    {
      name: 'service-account-oauth',
      title: 'Service account with OAuth',
      description: `Create OAuth 2.0 credentials of a service account (Atlassian Administration, Service accounts) with ${oneOf}, and give the account access to the product.`,
      secret: clientSecrets,
      config: behindApi,
      signIn: [{ oauth2: { grant: 'client_credentials', ...client }, replies }],
      credential: bearer,
    },
    {
      name: 'oauth-refresh',
      title: 'OAuth (3LO) refresh token',
      description: `Create an OAuth 2.0 app in the developer console with offline_access and ${oneOf}, and obtain a refresh token of a user. Each test replaces it. It expires after 90 days without use, and when the password of the user changes.`,
      secret: refreshSecrets,
      config: behindApi,
      signIn: [{ oauth2: { grant: 'refresh_token', ...client, refreshToken: '{{secret.refreshToken}}' }, replies }],
      interactive: {
        authorizeUrl: 'https://{{auth}}/authorize',
        scope,
        parameters: { audience: '{{api}}', prompt: 'consent' },
        choose: {
          setting: 'cloudId',
          url: 'https://{{api}}/oauth/token/accessible-resources',
          items: 'json.map(r, {"id": r.id, "label": r.url})',
        },
        // At the exchange Atlassian says so of a wrong client secret.
        refusals: [{ error: 'access_denied', fix: 'Allow access. If it was allowed, correct the client secret.' }],
      },
      credential: bearer,
    },
  ];
}
