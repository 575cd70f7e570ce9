import type { PlatformMethod } from '../../platform.ts';
import { secret, token } from '../shared/field.ts';
import { installationReplies } from './replies.ts';

const asApp = { Authorization: 'Bearer {{proof.jwt}}' };

export const methods: PlatformMethod[] = [
  {
    name: 'personal-access-token',
    title: 'Personal access token',
    description:
      'Create a token (Settings, Developer settings, Personal access tokens): a classic one with the scope repo, or a fine-grained one with the permission Contents. The test needs no permission. If the organization has single sign-on, authorize the token for it.',
    secret: {
      required: ['token'],
      properties: {
        token: secret('Token', 'Personal access token, classic or fine-grained.', 'ghp_your-token', token),
      },
    },
    config: { properties: { appId: false, installationId: false } },
    interactive: {
      flows: ['device', 'code'],
      authorizeUrl: 'https://{{site}}/login/oauth/authorize',
      tokenUrl: 'https://{{site}}/login/oauth/access_token',
      deviceUrl: 'https://{{site}}/login/device/code',
      scope: { value: 'repo read:org' },
      redirect: { host: '127.0.0.1', port: 'any' },
      fills: { 'secret.token': 'json.access_token' },
      approvals: 10,
      refusals: [{ error: 'application_suspended', fix: 'Use another OAuth app: GitHub has suspended this one.' }],
    },
    credential: { bearer: '{{secret.token}}' },
  },
  {
    name: 'app',
    title: 'GitHub App',
    description:
      'Create an app with the repository permission Contents, generate a private key for it, and install it in the organization.',
    secret: {
      required: ['privateKey'],
      properties: {
        privateKey: secret(
          'Private key',
          'Private key of the app, the PEM file that GitHub issues.',
          '-----BEGIN RSA PRIVATE KEY-----…',
        ),
      },
    },
    config: { required: ['appId', 'installationId'] },
    signIn: [
      {
        name: 'proof',
        // exp may be 10 minutes after iat; the 60 seconds back are for clocks that are behind.
        sign: {
          key: '{{secret.privateKey}}',
          claims: { iss: '{{config.appId}}' },
          lifetimeSeconds: 540,
          backdateSeconds: 60,
        },
      },
      {
        name: 'app',
        request: { url: '{{config.apiUrl}}/app', headers: asApp },
        replies: [{ table: 'app' }],
        set: { id: 'json.id', slug: 'json.slug' },
        facts: { identified: 'json.id > 0' },
      },
      {
        name: 'installation',
        request: {
          method: 'POST',
          url: '{{config.apiUrl}}/app/installations/{{config.installationId}}/access_tokens',
          headers: asApp,
        },
        replies: installationReplies,
        set: { token: 'json.token', contents: 'orElse(json.permissions.contents, "none")' },
      },
    ],
    credential: { bearer: '{{installation.token}}' },
  },
];
