import type { PlatformMethod, PlatformSpec } from '../platform.ts';
import { entraFields } from './entra.ts';
import { secret, text, token } from './field.ts';
import { tokenReplies } from './replies/entra.ts';

const tokenUrl = 'https://{{values.authority}}/{{config.tenantId}}/oauth2/v2.0/token';
const clientSecret = secret(
  'Client secret',
  'Its value, not its ID. It is shown once, when it is made.',
  'your-client-secret',
  {
    pattern: '^\\S+$',
  },
);
const refreshToken = secret(
  'Refresh token',
  'Of a sign-in with the scope offline_access.',
  'your-refresh-token',
  token,
);

/** A user's grant, which one public or confidential client may renew. Microsoft lets the old refresh token live on. */
export function refreshMethod(url: string, description: string, scope = '{{values.scopes}}'): PlatformMethod {
  const optional = { ...clientSecret, description: 'Only where the application is a confidential client.' };
  return {
    name: 'refresh-token',
    title: 'Refresh token of a user',
    description,
    secret: { required: ['refreshToken'], properties: { refreshToken, clientSecret: optional } },
    auth: {
      oauth2: {
        grant: 'refresh_token',
        rotates: false,
        tokenUrl: url,
        clientId: '{{config.clientId}}',
        clientSecret: '{{secret.clientSecret}}',
        clientAuth: 'body',
        scope,
        values: { scope: 'json.scope' },
        replies: tokenReplies,
      },
    },
  };
}

interface Permissions {
  /** `Microsoft Graph › Sites.Read.All` */
  application: string;
  delegated: string;
  /** Further rules for spec.config of a method. */
  config?: {
    application?: PlatformMethod['config'];
    secret?: object;
    federated?: object;
    delegated?: PlatformMethod['config'];
  };
}

export const register = 'In the Microsoft Entra admin center, under App registrations, register an application.';
const consent = (permissions: string) =>
  `Under API permissions add the application permission ${permissions} and grant admin consent.`;

const ofApplication = {
  tokenUrl,
  clientId: '{{config.clientId}}',
  scope: '{{values.resource}}/.default',
  replies: tokenReplies,
};

export function clientSecretMethod(description: string, config: object): PlatformMethod {
  return {
    name: 'client-secret',
    title: 'Client secret',
    description,
    secret: { required: ['clientSecret'], properties: { clientSecret } },
    config: { ...config },
    auth: { oauth2: { ...ofApplication, clientSecret: '{{secret.clientSecret}}', clientAuth: 'body' } },
  };
}

export function certificateMethod(description: string, config: object): PlatformMethod {
  return {
    name: 'certificate',
    title: 'Certificate',
    description,
    secret: {
      required: ['certificate', 'privateKey'],
      properties: {
        certificate: text('Certificate', 'PEM, the one that was uploaded.', '-----BEGIN CERTIFICATE-----…'),
        privateKey: secret('Private key', 'Of the certificate: RSA, PEM.', '-----BEGIN PRIVATE KEY-----…'),
        passphrase: secret('Passphrase', 'Of the private key, where that is encrypted.', 'your-passphrase'),
      },
    },
    config: { ...config },
    auth: {
      oauth2: {
        ...ofApplication,
        // https://learn.microsoft.com/entra/identity-platform/certificate-credentials
        assertion: {
          key: '{{secret.privateKey}}',
          passphrase: '{{secret.passphrase}}',
          certificate: '{{secret.certificate}}',
          algorithm: 'PS256',
          claims: { iss: '{{config.clientId}}', sub: '{{config.clientId}}', aud: tokenUrl },
          lifetimeSeconds: 600,
        },
      },
    },
  };
}

/**
 * A token of the Connection's service account in place of a secret.
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust
 */
export function federatedMethod(description: string, config: object): PlatformMethod {
  return {
    name: 'workload-identity',
    title: 'Workload identity (federated credential)',
    description,
    config: { ...config },
    identity: { audience: '{{values.exchange}}' },
    auth: {
      oauth2: {
        ...ofApplication,
        clientAuth: 'body',
        form: {
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: '{{identity.token}}',
        },
      },
    },
  };
}

export const federation =
  "Under Certificates & secrets add a federated credential: issuer is that of the cluster's service account tokens, subject system:serviceaccount:NAMESPACE:NAME, audience api://AzureADTokenExchange or what is named in the settings.";

export const certificateUpload =
  'Under Certificates & secrets upload the certificate of an RSA key pair. A PFX file is turned into the PEM files that are needed here by openssl pkcs12. The connection tells when the certificate ends.';

/** The ways to sign in that all Entra platforms share. */
export function entraMethods({ application, delegated, config = {} }: Permissions): PlatformSpec['methods'] {
  const { properties: limits, ...rules } = (config.application ?? {}) as { properties?: object };
  // A token of an application is of one tenant.
  const tenantId = { ...entraFields.tenantId, pattern: '[.-]' };
  const own = (more: object = {}) => ({
    ...rules,
    properties: { tenantId, scopes: false, audience: false, ...limits, ...more },
  });
  return [
    clientSecretMethod(
      `${register} ${consent(application)} Under Certificates & secrets make a client secret and copy its value. With Application.Read.All as well, the connection tells when the secret ends.`,
      own(config.secret),
    ),
    certificateMethod(`${register} ${consent(application)} ${certificateUpload}`, own()),
    federatedMethod(`${register} ${consent(application)} ${federation}`, own({ ...config.federated, audience: {} })),
    {
      ...refreshMethod(
        tokenUrl,
        `${register} Under API permissions add the delegated permissions ${delegated} and offline_access. Sign in once as the user, with the authorization code or device code flow, and keep the refresh_token of the reply. It ends when it is not used for 90 days; that of a single-page application ends after 24 hours. Where the Secret has clientSecret too, set spec.method.`,
      ),
      ...(config.delegated ? { config: config.delegated } : {}),
    },
  ];
}
