import type { KubeClient } from './client.ts';

/** Something that can be done in the API server; without a namespace, in all of them. */
export interface Right {
  verb: string;
  resource: string;
  /** Default: the core group. */
  group?: string;
  namespace?: string | undefined;
  subresource?: string;
  /** Of one object. */
  name?: string | undefined;
}

/**
 * Asks the API server whether this client may do something (SelfSubjectAccessReview). Unlike an attempt, the question leaves
 * no refusal in the audit log.
 * @throws ApiError, NetworkError
 * @example await mayI(client, { verb: 'get', resource: 'secrets', namespace: 'team-a', name: 'files' }, signal)
 */
export async function mayI(client: KubeClient, right: Right, signal: AbortSignal): Promise<boolean> {
  const spec = { resourceAttributes: { group: '', ...right } };
  const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec };
  const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
  const { status } = await client.create<{ status: { allowed?: boolean } }>(path, body, { signal });
  return status.allowed === true;
}

/** Who the API server takes this client for; undefined where it does not say. */
export async function whoAmI(client: KubeClient, signal: AbortSignal): Promise<string | undefined> {
  const path = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  return client.create<{ status: { userInfo: { username?: string } } }>(path, body, { signal }).then(
    ({ status }) => status.userInfo.username,
    () => undefined,
  );
}
