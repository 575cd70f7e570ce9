import type { PlatformMethod, PlatformSpec } from '../../../../api/platform.gen.ts';
import { certificateMethod, clientSecretMethod, federatedMethod, refreshMethod } from './methods.ts';

export const register = 'Register an application in Microsoft Entra.';
const consent = (permissions: string) =>
  `Under API permissions, add the application permission ${permissions}, and grant admin consent.`;

export const federation =
  'Under Certificates & secrets, add a federated credential with the issuer of the cluster, subject system:serviceaccount:NAMESPACE:NAME and audience api://AzureADTokenExchange (or that of `audience`).';

export const certificateUpload =
  'Under Certificates & secrets, upload the certificate of an RSA key (`openssl pkcs12` converts a PFX file to PEM).';

interface Permissions {
  /** `Microsoft Graph, Sites.Read.All` */
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

/** The ways to sign in that all platforms behind Microsoft Graph share. */
export function entraMethods({ application, delegated, config = {} }: Permissions): PlatformSpec['methods'] {
  const { properties: limits, ...rules } = (config.application ?? {}) as { properties?: object };
  // A token of an application is of one tenant: neither organizations nor common.
  const tenantId = { pattern: '[.-]' };
  const own = (more: object = {}) => ({
    ...rules,
    properties: { tenantId, scopes: false, audience: false, ...limits, ...more },
  });
  const ofApplication = own();
  return [
    clientSecretMethod(
      `${register} ${consent(application)} Under Certificates & secrets, create a client secret and copy its value. With Application.Read.All, the status says when it expires.`,
      config.secret ? own(config.secret) : ofApplication,
    ),
    certificateMethod(`${register} ${consent(application)} ${certificateUpload}`, ofApplication),
    federatedMethod(`${register} ${consent(application)} ${federation}`, own({ ...config.federated, audience: {} })),
    {
      ...refreshMethod(
        `${register} Under API permissions, add the delegated permissions ${delegated} and offline_access. Then sign in as the user, and keep the refresh token. It expires after 90 days without use. If the Secret has key \`clientSecret\` too, set \`spec.method\`.`,
      ),
      ...(config.delegated ? { config: config.delegated } : {}),
    },
  ];
}
