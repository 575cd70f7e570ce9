import { group } from '../api/resources.ts';
import { mayI, type Right, isApiError } from '../runtime/index.ts';
import type { At } from './at.ts';
import { fail, ok, warn, type Finding } from './diagnosis.ts';

interface Needed extends Right {
  /** Nothing works without it. */
  essential?: boolean;
}

const yours: readonly Needed[] = [
  { verb: 'get', resource: 'connections', group, essential: true },
  { verb: 'list', resource: 'connections', group, essential: true },
  { verb: 'create', resource: 'connections', group },
  { verb: 'patch', resource: 'connections', group },
  { verb: 'delete', resource: 'connections', group },
  { verb: 'create', resource: 'secrets' },
  { verb: 'patch', resource: 'secrets' },
];

/** What the person of the kubeconfig may do in the namespace. */
export async function yourRights({ client, namespace, signal }: At): Promise<Finding> {
  const name = 'your-rights';
  const asked = await Promise.all(yours.map(async (right) => mayI(client, { ...ofRight(right), namespace }, signal)));
  const missing = yours.filter((_, index) => !asked[index]);
  if (missing.length === 0) return ok(name, `You may see and change Connections and Secrets in ${namespace}.`);
  const text = `In namespace ${namespace} you may not ${listed(missing)}.`;
  return missing.some(({ essential }) => essential) ? fail(name, text, rolesHint) : warn(name, text, rolesHint);
}

const rolesHint =
  'With the roles of the chart, the ClusterRole `view` of Kubernetes sees Connections and `admin` changes them, or `edit` with the value rbac.aggregate.editorsCreate. Secrets are written by `edit` and `admin`.';

const operators: readonly Needed[] = [
  { verb: 'list', resource: 'connections', group },
  { verb: 'watch', resource: 'connections', group },
  { verb: 'patch', resource: 'connections', group, subresource: 'status' },
  { verb: 'get', resource: 'configmaps' },
  { verb: 'create', resource: 'events', group: 'events.k8s.io' },
  { verb: 'get', resource: 'secrets' },
];

/** What the operator may do in the namespace, where the person may ask for others. */
export async function operatorRights(
  account: { namespace: string; serviceAccount: string } | undefined,
  at: At,
): Promise<Finding> {
  const name = 'operator-rights';
  if (!account)
    return warn(name, 'The rights of the operator were not checked: its ServiceAccount is not known.', giveAccount);
  const user = `system:serviceaccount:${account.namespace}:${account.serviceAccount}`;
  try {
    const asked = await Promise.all(operators.map((right) => mayUser(user, right, at)));
    const missing = operators.filter((_, index) => !asked[index]);
    if (missing.length === 0) return ok(name, `The operator may read and write what it needs in ${at.namespace}.`);
    const who = `${account.namespace}/${account.serviceAccount}`;
    const text = `In namespace ${at.namespace} the operator (ServiceAccount ${who}) may not ${listed(missing)}.`;
    const onlySecrets = missing.every(({ resource }) => resource === 'secrets');
    return fail(name, text, onlySecrets ? grantSecrets : 'Install the chart with rbac.create, or grant it yourself.');
  } catch (error) {
    if (!isApiError(error, 403)) throw error;
    return warn(name, 'The rights of the operator were not checked: you may not create SubjectAccessReviews.');
  }
}

const giveAccount = 'Name it: `connection doctor --operator NAMESPACE/SERVICEACCOUNT`.';
const grantSecrets = 'A namespace consents by a RoleBinding; see "Secrets by consent" in docs/install.md.';

async function mayUser(user: string, right: Needed, { client, namespace, signal }: At): Promise<boolean> {
  const spec = { user, groups: groupsOf(user), resourceAttributes: { group: '', ...ofRight(right), namespace } };
  const body = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec };
  const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
  const { status } = await client.create<{ status: { allowed?: boolean } }>(path, body, { signal });
  return status.allowed === true;
}

/** The groups that every token of a ServiceAccount has. */
function groupsOf(user: string): string[] {
  const namespace = user.split(':')[2] ?? '';
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
}

function ofRight({ verb, resource, group: of, subresource }: Needed): Right {
  const inGroup = of === undefined ? {} : { group: of };
  return { verb, resource, ...inGroup, ...(subresource === undefined ? {} : { subresource }) };
}

/** `list and patch connections, create secrets`: each resource once. */
function listed(rights: readonly Needed[]): string {
  const resources = rights.map(resourceOf);
  return [...new Set(resources)]
    .map((resource) => {
      const verbs = rights.filter((_, index) => resources[index] === resource).map(({ verb }) => verb);
      const last = verbs.pop();
      return `${verbs.length === 0 ? '' : `${verbs.join(', ')} and `}${last} ${resource}`;
    })
    .join('; ');
}

function resourceOf({ resource, subresource }: Needed): string {
  return subresource === undefined ? resource : `${resource}/${subresource}`;
}
