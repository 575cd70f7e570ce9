import type { Connection } from '../api/resources.ts';
import type { Plan, Platform } from '../connectors/index.ts';
import { ApiError, type KubeClient } from '../runtime/index.ts';
import { isForTheCluster, takenByTheCluster } from './cluster-audiences.ts';
import { refused as refusedFor, type Refused } from './objects.ts';
import { requestToken } from './token-request.ts';
import { readableByItsAuthor } from './token-readers.ts';

export interface IdentitySource {
  client: KubeClient;
  /** Whether the operator was started with leave to ask for tokens of service accounts. */
  workloadIdentity: boolean;
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  now: number;
}

/** Why a service account cannot be used here, where the platform would take its token. */
export function identityRefused(
  { spec }: Connection,
  platform: Platform,
  { workloadIdentity }: IdentitySource,
): Refused | undefined {
  const isTaken = platform.spec.methods.some(({ serviceAccount }) => serviceAccount !== undefined);
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
  const readable = readableByItsAuthor(connection);
  if (readable !== undefined) return refused(readable);
  const path = `/api/v1/namespaces/${namespace}/serviceaccounts/${encodeURIComponent(name)}/token`;
  try {
    const token = await foreignToken(plan, path, source);
    if (token === undefined)
      return refused(
        `spec.serviceAccountName: the audience ${identity.audience} is that of the cluster itself, to which such a token would give access`,
      );
    return { ...plan, identity: { ...identity, token } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 404) return refused(`spec.serviceAccountName is ${name}, which is not in this namespace`);
    if (error.code === 403)
      return refusedFor('SecretAccessDenied', `a token of ServiceAccount ${name} (create serviceaccounts/token)`);
    throw error;
  }
}

/** @returns the token; undefined where the cluster itself would take it. */
async function foreignToken({ identity }: Plan, path: string, source: IdentitySource): Promise<string | undefined> {
  const { audience = '' } = identity ?? {};
  if ((await takenByTheCluster(path, source)).includes(audience)) return undefined;
  const token = await requestToken(path, audience, source);
  return isForTheCluster(token) ? undefined : token;
}

function refused(about: string): Refused {
  return refusedFor('InvalidConfiguration', about);
}
