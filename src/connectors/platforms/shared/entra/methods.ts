import type { PlatformExpectation, PlatformMethod, PlatformOAuth2 } from '../../../../api/platform.gen.ts';
import { secret, text, token } from '../field.ts';

// A platform that uses these methods has the names of define.ts that they use, and table `entra`.
const tokenUrl = '{{tokenUrl}}';

const clientSecret = secret('Client secret', 'Value of the client secret, not its ID.', 'your-client-secret', {
  pattern: '^\\S+$',
});
const refreshToken = secret(
  'Refresh token',
  'Refresh token of a sign-in with the scope offline_access.',
  'your-refresh-token',
  token,
);

/** A claim that is absent is unknown, and no mismatch: to its clients the token is opaque. */
const ofTenant: PlatformExpectation[] = [
  {
    setting: 'tenantId',
    when: 'tenantIsId',
    is: 'token.claims.tid',
    ignoreCase: true,
    unknown: 'Accept',
    causes: ['the token belongs to another tenant than `tenantId`'],
  },
];

const replies = [{ table: 'entra' }];
const credential = { bearer: '{{token.access}}' };

/** A token of the application itself. */
function ofApplication(more: Partial<PlatformOAuth2>): NonNullable<PlatformMethod['signIn']>[number] {
  return {
    oauth2: {
      grant: 'client_credentials',
      tokenUrl,
      clientId: '{{config.clientId}}',
      ...more,
      scope: '{{resource}}/.default',
    },
    replies,
    expect: ofTenant,
  };
}

export function clientSecretMethod(description: string, config: PlatformMethod['config'] & object): PlatformMethod {
  return {
    name: 'client-secret',
    title: 'Client secret',
    description,
    secret: { required: ['clientSecret'], properties: { clientSecret } },
    config,
    signIn: [ofApplication({ clientSecret: '{{secret.clientSecret}}', clientAuth: 'body' })],
    credential,
  };
}

export function certificateMethod(description: string, config: PlatformMethod['config'] & object): PlatformMethod {
  return {
    name: 'certificate',
    title: 'Certificate',
    description,
    secret: {
      required: ['certificate', 'privateKey'],
      properties: {
        certificate: text('Certificate', 'The uploaded certificate, in PEM.', '-----BEGIN CERTIFICATE-----…'),
        privateKey: secret(
          'Private key',
          'RSA private key of the certificate, in PEM.',
          '-----BEGIN PRIVATE KEY-----…',
        ),
        passphrase: secret('Passphrase', 'Passphrase of the private key, if the key is encrypted.', 'your-passphrase'),
      },
    },
    config,
    signIn: [
      {
        // https://learn.microsoft.com/entra/identity-platform/certificate-credentials
        name: 'proof',
        sign: {
          key: '{{secret.privateKey}}',
          passphrase: '{{secret.passphrase}}',
          certificate: '{{secret.certificate}}',
          algorithm: 'PS256',
          claims: { iss: '{{config.clientId}}', sub: '{{config.clientId}}', aud: tokenUrl },
          lifetimeSeconds: 600,
        },
      },
      ofApplication({ clientAssertion: '{{proof.jwt}}' }),
    ],
    credential,
  };
}

/**
 * A token of the Connection's ServiceAccount in place of a secret.
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust
 */
export function federatedMethod(description: string, config: PlatformMethod['config'] & object): PlatformMethod {
  return {
    name: 'workload-identity',
    title: 'Workload identity (federated credential)',
    description,
    config,
    serviceAccount: { audience: '{{audience}}' },
    signIn: [ofApplication({ clientAssertion: '{{serviceAccount.token}}' })],
    credential,
  };
}

/**
 * A user's grant, which one public or confidential client may renew. Microsoft lets the old refresh token live on.
 * @param url - of the token endpoint, if it is not that of a tenant
 */
export function refreshMethod(description: string, url?: string): PlatformMethod {
  const base = url?.replace(/token$/, '') ?? '{{oauth}}/';
  const optional = {
    ...clientSecret,
    description: 'Value of the client secret, only if the application is a confidential client.',
  };
  return {
    name: 'refresh-token',
    title: 'Refresh token of a user',
    description,
    secret: { required: ['refreshToken'], properties: { refreshToken, clientSecret: optional } },
    signIn: [
      {
        oauth2: {
          grant: 'refresh_token',
          tokenUrl: url ?? tokenUrl,
          clientId: '{{config.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          clientAuth: 'body',
          refreshToken: '{{secret.refreshToken}}',
          rotates: false,
          scope: '{{scopes}}',
        },
        replies,
        ...(url === undefined ? { expect: ofTenant } : {}),
      },
    ],
    interactive: {
      flows: ['code', 'device'],
      authorizeUrl: `${base}authorize`,
      deviceUrl: `${base}devicecode`,
      client: 'either',
      scope: { value: '{{scopes}}' },
      parameters: { response_mode: 'query', prompt: 'select_account' },
      redirect: { port: 'any' },
      refusals: [{ error: 'unauthorized_client', fix: 'Use a client that this tenant has.' }],
    },
    credential,
  };
}
