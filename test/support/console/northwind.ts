import type { PlatformSpec } from '../../../src/api/platform.gen.ts';

const text = { type: 'string' };
/** A vendor whose OAuth tokens a person gets with a browser; the issuer is the provider of a test. */
export const northwind: PlatformSpec = {
  title: 'Northwind',
  category: 'Collaboration',
  config: { required: ['issuer'], properties: { issuer: { ...text, title: 'Issuer' } } },
  hosts: ['{{config.issuer}}'],
  methods: [
    {
      name: 'oauth',
      title: 'OAuth',
      secret: {
        required: ['clientId', 'clientSecret', 'refreshToken'],
        properties: {
          clientId: { ...text, title: 'Client ID' },
          clientSecret: { ...text, title: 'Client secret', writeOnly: true },
          refreshToken: { ...text, title: 'Refresh token', writeOnly: true },
        },
      },
      signIn: [
        {
          oauth2: {
            grant: 'refresh_token',
            tokenUrl: '{{config.issuer}}/token',
            clientId: '{{secret.clientId}}',
            clientSecret: '{{secret.clientSecret}}',
            refreshToken: '{{secret.refreshToken}}',
          },
        },
      ],
      credential: { bearer: '{{token.access}}' },
      interactive: {
        discoveryUrl: '{{config.issuer}}/.well-known/openid-configuration',
        scope: { value: 'openid profile offline_access' },
        parameters: { prompt: 'consent' },
      },
    },
  ],
  test: [{ request: { url: '{{config.issuer}}/me' }, facts: { account: { id: 'json.sub', name: 'json.name' } } }],
};
