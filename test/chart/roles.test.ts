import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startHelm, type Helm, type Manifest } from './support/helm.ts';

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
  resourceNames?: string[];
}

let helm: Helm;

beforeAll(async () => {
  helm = await startHelm();
}, 600_000);

afterAll(() => helm?.end());

function named(manifests: Manifest[]): string[] {
  return manifests
    .filter((manifest) => !isOfPeople(manifest))
    .map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? '-'}/${metadata.name}`)
    .toSorted();
}

/** Rights of people, by the ClusterRoles of Kubernetes itself: they are not the operator's. */
const isOfPeople = ({ metadata }: Manifest) =>
  Object.keys(metadata.labels ?? {}).some((label) => label.includes('/aggregate-to-'));

describe('rights', () => {
  const rulesOf = (manifests: Manifest[], kind: string) =>
    manifests
      .filter((manifest) => manifest.kind === kind && !isOfPeople(manifest))
      .flatMap(({ rules }) => rules as Rule[]);

  it('asks for these and no others', async () => {
    const rules = rulesOf(await helm.render(), 'ClusterRole').map(
      ({ resources, verbs }) => `${resources.join()}: ${verbs.join()}`,
    );

    expect(rules.toSorted()).toEqual([
      'clusterroles: get',
      'configmaps: get,list,watch',
      'connections/status: patch',
      'connections: get,list,watch',
      'events: create',
      'platforms/status: patch',
      'platforms: get,list,watch,create,patch',
      'secrets: get,list,watch',
    ]);
  });

  it('stays in the listed namespaces, but for the platforms', async () => {
    const roles = (await helm.render('namespaces={a,b}')).filter(({ kind }) => /Role/.test(kind));

    expect(named(roles)).toEqual([
      'ClusterRole -/ops-trial-connection-operator-platforms',
      'ClusterRoleBinding -/ops-trial-connection-operator-platforms',
      'Role a/ops-trial-connection-operator',
      'Role b/ops-trial-connection-operator',
      'Role ops/trial-connection-operator-attempts',
      'RoleBinding a/ops-trial-connection-operator',
      'RoleBinding b/ops-trial-connection-operator',
      'RoleBinding ops/trial-connection-operator-attempts',
    ]);
  });

  it('gets and patches the one Secret of its own, unless its attempts are not kept', async () => {
    const isOwn = ({ kind, metadata }: Manifest) => kind === 'Role' && metadata.name.endsWith('-attempts');
    const secret = {
      apiGroups: [''],
      resources: ['secrets'],
      resourceNames: ['trial-connection-operator-attempts'],
      verbs: ['get', 'patch'],
    };

    expect((await helm.render()).filter(isOwn)).toMatchObject([{ metadata: { namespace: 'ops' }, rules: [secret] }]);
    expect((await helm.render('rbac.create=false')).filter(({ kind }) => kind.includes('Role'))).toEqual([]);
    expect(named(await helm.render('attempts.persist=false')).join()).not.toContain('-attempts');
  });

  it('has none in the cluster where platforms are not read', async () => {
    const manifests = await helm.render('namespaces={a}', 'platforms.read=false', 'platforms.publish=false');

    expect(manifests.filter(({ kind }) => kind.startsWith('ClusterRole'))).toEqual([]);
  });

  it('reads platforms without writing them where they are not published', async () => {
    const rules = rulesOf(await helm.render('platforms.publish=false'), 'ClusterRole');

    expect(rules.find(({ resources }) => resources.includes('platforms'))?.verbs).toEqual(['get', 'list', 'watch']);
  });

  it('creates tokens of the ServiceAccounts that are named, once that is switched on', async () => {
    const on = ['workloadIdentity.enabled=true', 'workloadIdentity.serviceAccounts={migration-bot}'];
    const rules = rulesOf(await helm.render(...on), 'ClusterRole');

    expect(rules.filter(({ resources }) => resources.join().startsWith('serviceaccounts'))).toEqual([
      {
        apiGroups: [''],
        resources: ['serviceaccounts/token'],
        resourceNames: ['migration-bot'],
        verbs: ['create'],
      },
      { apiGroups: [''], resources: ['serviceaccounts'], verbs: ['list', 'watch'] },
    ]);
  });

  const tokenRules = (manifests: Manifest[], kind: string) =>
    manifests
      .filter((manifest) => manifest.kind === kind)
      .flatMap(({ metadata, rules }) =>
        (rules as Rule[])
          .filter(({ resources }) => resources.includes('serviceaccounts/token'))
          .map(({ resourceNames }) => ({ in: metadata.namespace ?? 'the cluster', names: resourceNames ?? 'all' })),
      );

  it.each([
    [[], 'ClusterRole', [{ in: 'the cluster', names: ['bot'] }], ['serviceAccounts={bot}']],
    [[], 'ClusterRole', [{ in: 'the cluster', names: 'all' }], ['anywhere=true']],
    [[], 'Role', ['a', 'b'].map((where) => ({ in: where, names: 'all' })), ['namespaces={a,b}']],
    [[], 'Role', [{ in: 'a', names: ['bot', 'default'] }], ['namespaces={a}', 'serviceAccounts={bot,default}']],
    [['namespaces={a,b}'], 'Role', ['a', 'b'].map((where) => ({ in: where, names: 'all' })), []],
    [['namespaces={a,b}'], 'Role', [{ in: 'b', names: ['bot'] }], ['namespaces={b}', 'serviceAccounts={bot}']],
  ])('creates tokens where the lists say so, and nowhere else: %j, %s %j', async (values, kind, wanted, more) => {
    const set = ['enabled=true', ...more].map((value) => `workloadIdentity.${value}`);
    const manifests = await helm.render(...values, ...set);

    expect(tokenRules(manifests, kind)).toEqual(wanted);
    expect(tokenRules(manifests, kind === 'Role' ? 'ClusterRole' : 'Role')).toEqual([]);
  });

  const secretRules = (manifests: Manifest[], kind: string) =>
    rulesOf(manifests, kind)
      .filter(({ resources }) => resources.includes('secrets'))
      .map(({ verbs, resourceNames = ['any'] }) => `${verbs.join()}: ${resourceNames.join()}`);

  it('writes Secrets only where refresh tokens are stored, and those of the named Connections', async () => {
    const store = ['refreshTokens.store=true'];
    const listed = [...store, 'refreshTokens.connections={box,drive}'];
    const few = [...listed, 'namespaces={a}', 'secrets.names={one}'];

    expect(secretRules(await helm.render(), 'ClusterRole')).toEqual(['get,list,watch: any']);
    expect(secretRules(await helm.render(...store), 'ClusterRole')).toEqual([
      'get,list,watch: any',
      'create: any',
      'get,patch: any',
    ]);
    expect(secretRules(await helm.render(...listed), 'ClusterRole')).toContain('get,patch: box-tokens,drive-tokens');
    expect(secretRules(await helm.render(...few), 'Role')).toEqual([
      'get,patch: trial-connection-operator-attempts',
      'get,list,watch: one',
      'create: any',
      'get,patch: box-tokens,drive-tokens',
    ]);
  });

  const boundIn = (manifests: Manifest[]) =>
    manifests
      .filter(
        ({ kind, roleRef }) => kind === 'RoleBinding' && (roleRef as { name: string }).name.endsWith('-secret-reader'),
      )
      .map(({ metadata }) => metadata.namespace);

  it('reads Secrets only where a namespace has bound the role for that', async () => {
    const byConsent = await helm.render();
    const reader = byConsent.filter(
      ({ kind, rules }) =>
        kind.endsWith('Role') && ((rules ?? []) as Rule[]).some(({ resources }) => resources.includes('secrets')),
    );

    expect(named(reader)).toEqual([
      'ClusterRole -/ops-trial-connection-operator-secret-reader',
      'Role ops/trial-connection-operator-attempts',
    ]);
    expect(boundIn(byConsent)).toEqual([]);
    expect(boundIn(await helm.render('secrets.namespaces={a,b}'))).toEqual(['a', 'b']);
    expect(named(await helm.render('secrets.cluster=true')).join()).not.toContain('secret-reader');
    expect(named(await helm.render('namespaces={a}')).join()).not.toContain('secret-reader');
  });

  it('gets named Secrets alone', async () => {
    const few = ['namespaces={a}', 'secrets.names={one,two}', 'attempts.persist=false'];
    const rules = rulesOf(await helm.render(...few), 'Role');

    expect(rules.find(({ resources }) => resources.includes('secrets'))).toMatchObject({
      verbs: ['get', 'list', 'watch'],
      resourceNames: ['one', 'two'],
    });
  });
});
