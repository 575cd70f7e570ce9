import type { PlatformMethod } from '../platform.ts';
import { clientFields, clientSecrets, refreshSecrets } from './atlassian.ts';
import { secret, text, token } from './field.ts';
import { cloudTokenReplies } from './replies/atlassian.ts';

const apiToken = {
  required: ['email', 'apiToken'],
  properties: {
    email: text('E-mail', 'Of the account that made the token.', 'migration@example.com', {
      pattern: '^[^@:\\s]+@[^@:\\s]+$',
    }),
    apiToken: secret('API token', 'id.atlassian.com, Security, API tokens.', 'your-api-token', token),
  },
};
const basic = { basic: { username: '{{secret.email}}', password: '{{secret.apiToken}}' } };
const cloudOauth = {
  tokenUrl: 'https://{{values.auth}}/oauth/token',
  ...clientFields,
  encoding: 'json',
  replies: cloudTokenReplies,
} as const;

export const cloudConfig = {
  properties: {
    // unverified: that a site that does not exist answers 404, so that siteUrl is named as a cause of it.
    siteUrl: text('Site', 'Address of the site (api-token).', 'https://acme.atlassian.net', {
      pattern: '^https://[a-z0-9-]+\\.atlassian\\.net/?$',
    }),
    cloudId: text(
      'Cloud ID',
      'Id of the site, as https://SITE.atlassian.net/_edge/tenant_info tells it (every method but api-token).',
      '11223344-a1b2-3b33-c444-def123456789',
      { pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' },
    ),
    cloud: text('Cloud', 'gov for Atlassian Government.', 'commercial', { enum: ['commercial', 'gov'] }),
  },
};

export const cloudHosts = ['{{config.siteUrl}}', '{{values.api}}', '{{values.auth}}'];

/** Where a Cloud product answers; scoped tokens and OAuth only behind api.atlassian.com. */
export function cloudValues(product: string, path = '') {
  const gov = 'has(config.cloud) && config.cloud == "gov"';
  return {
    api: `${gov} ? "api.atlassian-us-gov-mod.com" : "api.atlassian.com"`,
    auth: `${gov} ? "auth.atlassian-us-gov-mod.com" : "auth.atlassian.com"`,
    base: `method == "api-token" ? (config.siteUrl.endsWith("/") ? config.siteUrl : config.siteUrl + "/") + "${path}" : "https://" + (${gov} ? "api.atlassian-us-gov-mod.com" : "api.atlassian.com") + "/ex/${product}/" + config.cloudId + "/${path}"`,
  };
}

/** @param scopes - what lets the account be read */
export function cloudMethods(scopes: string): PlatformMethod[] {
  const behindApi = { required: ['cloudId'], properties: { siteUrl: false } };
  return [
    {
      name: 'api-token',
      title: 'API token without scopes',
      description:
        'An API token of an account with access to the product, made without scopes. It lives a year at most: set a reminder.',
      secret: apiToken,
      config: { required: ['siteUrl'], properties: { cloudId: false, cloud: false } },
      auth: basic,
    },
    {
      name: 'scoped-api-token',
      title: 'API token with scopes',
      description: `An API token with scopes of an account or a service account with access to the product; for the test one of ${scopes}.`,
      secret: apiToken,
      config: behindApi,
      auth: basic,
    },
    {
      name: 'service-account-oauth',
      title: 'Service account with OAuth',
      description: `Atlassian Administration, Service accounts: OAuth 2.0 credentials with one of the scopes ${scopes}, and access to the product.`,
      secret: clientSecrets,
      config: behindApi,
      auth: { oauth2: cloudOauth },
    },
    {
      name: 'oauth-refresh',
      title: 'OAuth (3LO) refresh token',
      description: `An OAuth 2.0 app in the developer console with offline_access and one of the scopes ${scopes}, and the refresh token of a user. Each test replaces it; it ends after 90 days without use, and when the user's password changes.`,
      secret: refreshSecrets,
      config: behindApi,
      auth: { oauth2: { grant: 'refresh_token', ...cloudOauth } },
    },
  ];
}
