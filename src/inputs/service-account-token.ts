import type { Connection } from '../api/resources.ts';
import type { Plan, Platform } from '../connectors/index.ts';
import { ApiError, type KubeClient } from '../runtime/index.ts';
import { refused as refusedFor, type Refused } from './objects.ts';

export interface IdentitySource {
  client: KubeClient;
  /** Whether the operator was started with leave to ask for tokens of service accounts. */
  workloadIdentity: boolean;
  signal: AbortSignal;
}

/** The shortest that the API server gives out; a test is over long before. */
const lifetimeSeconds = 600;

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
  const readable = readableByItsAuthor(connection, plan);
  if (readable) return readable;
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

/** Whoever chooses the proxy and the authority that is trusted can read what goes through: not a token for somebody else. */
function readableByItsAuthor({ spec }: Connection, plan: Plan): Refused | undefined {
  const named =
    spec.config?.['audience'] !== undefined || /\{\{\s*config\./.test(plan.method.serviceAccount?.audience ?? '');
  return named && spec.proxyRef && spec.tls?.caRef
    ? refused(
        'spec.proxyRef cannot be used together with spec.tls.caRef where the Connection names the audience of its token: leave one of them out, or add a Platform that names the audience',
      )
    : undefined;
}

/** @returns the token; undefined where the cluster itself would take it, which it is asked first where settings have a say. */
async function foreignToken({ identity, method }: Plan, path: string, source: IdentitySource) {
  const { audience = '' } = identity ?? {};
  const isVariable = method.serviceAccount?.audience.includes('{{');
  if (isVariable && audiencesOf(await requestToken(path, undefined, source)).includes(audience)) return undefined;
  const token = await requestToken(path, audience, source);
  return isForTheCluster(token) ? undefined : token;
}

/** @param audience - undefined: those of the API server itself */
async function requestToken(path: string, audience: string | undefined, source: IdentitySource): Promise<string> {
  const spec = { ...(audience === undefined ? {} : { audiences: [audience] }), expirationSeconds: lifetimeSeconds };
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec };
  const { status } = await source.client.create<{ status: { token: string } }>(path, body, { signal: source.signal });
  return status.token;
}

/** Without --api-audiences the API server takes tokens for its own issuer. Such a token must not leave the cluster. */
function isForTheCluster(token: string): boolean {
  const { iss } = claimsOf(token);
  return iss !== undefined && audiencesOf(token).includes(iss);
}

function audiencesOf(token: string): string[] {
  return [claimsOf(token).aud ?? []].flat();
}

function claimsOf(token: string): { iss?: string; aud?: string | string[] } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as object;
}

function refused(about: string): Refused {
  return refusedFor('InvalidConfiguration', about);
}
