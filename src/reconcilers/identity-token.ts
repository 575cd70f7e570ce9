import type { Connection } from '../api/resources.ts';
import { refusal, type Failed, type Plan, type Platform } from '../connectors/index.ts';
import { ApiError, type KubeClient } from '../runtime/index.ts';

export interface IdentitySource {
  client: KubeClient;
  /** Whether the operator was started with leave to ask for tokens of service accounts. */
  workloadIdentity: boolean;
  signal: AbortSignal;
}

type Refused = { verdict: Failed };

/** The shortest that the API server gives out; a test is over long before. */
const lifetimeSeconds = 600;

/** Why a service account cannot be used here, where the platform would take its token. */
export function identityRefused(
  { spec }: Connection,
  platform: Platform,
  { workloadIdentity }: IdentitySource,
): Refused | undefined {
  const isTaken = platform.spec.methods.some(({ identity }) => identity !== undefined);
  if (spec.serviceAccountName === undefined || workloadIdentity || !isTaken) return undefined;
  return refused(
    'spec.serviceAccountName is switched off here: start the operator with --workload-identity, which is workloadIdentity.enabled in the chart',
  );
}

/** The plan with a token of the Connection's service account in it, where its method wants one (TokenRequest). */
export async function withIdentity(
  connection: Connection,
  plan: Plan,
  source: IdentitySource,
): Promise<Plan | Refused> {
  const { identity } = plan;
  const { namespace } = connection.metadata;
  const { serviceAccountName: name } = connection.spec;
  if (!identity || name === undefined) return plan;
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${encodeURIComponent(name)}/token`;
  const spec = { audiences: [identity.audience], expirationSeconds: lifetimeSeconds };
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec };
  try {
    const { status } = await source.client.create<{ status: { token: string } }>(path, body, { signal: source.signal });
    if (isForTheCluster(status.token))
      return refused(
        `spec.serviceAccountName: the audience ${identity.audience} is that of the cluster itself, to which such a token would give access`,
      );
    return { ...plan, identity: { ...identity, token: status.token } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 404) return refused(`spec.serviceAccountName is ${name}, which is not in this namespace`);
    if (error.code === 403)
      return {
        verdict: refusal('SecretAccessDenied', `a token of ServiceAccount ${name} (create serviceaccounts/token)`),
      };
    throw error;
  }
}

/** Without --api-audiences the API server takes tokens for its own issuer. Such a token must not leave the cluster. */
function isForTheCluster(token: string): boolean {
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as {
    iss?: string;
    aud?: string[];
  };
  return claims.iss !== undefined && [claims.aud ?? []].flat().includes(claims.iss);
}

function refused(about: string): Refused {
  return { verdict: refusal('InvalidConfiguration', about) };
}
