import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chart, startHelm, type Helm } from './support/helm.ts';

let helm: Helm;

beforeAll(async () => {
  helm = await startHelm();
}, 600_000);

afterAll(() => helm?.end());

describe('values that cannot be right', () => {
  it.each([
    ['logLevel=loud', '/logLevel'],
    ['concurrency=0', '/concurrency'],
    ['concurrency=many', '/concurrency'],
    ['statusRefreshInterval=soon', '/statusRefreshInterval'],
    ['namespaces={Not_A_Name}', '/namespaces/0'],
    ['egress.allow={everywhere}', '/egress/allow/0'],
    ['egress.allow={10.0.0.0/99}', '/egress/allow/0'],
    ['egress.allow={10.0.0.256}', '/egress/allow/0'],
    ['egress.clusterRanges={fd00::/129}', '/egress/clusterRanges/0'],
    ['namespaces={a},secrets.names={a..b}', '/secrets/names/0'],
    ['namespaces={a},secrets.names={*}', '/secrets/names/0'],
    // A rule for the resource of no name is one for lists of all of them.
    ['namespaces={a},secrets.names[0]=', '/secrets/names/0'],
    ['namespaces={*}', '/namespaces/0'],
    ['workloadIdentity.serviceAccounts={*}', '/workloadIdentity/serviceAccounts/0'],
    ['workloadIdentity.serviceAccounts[0]=', '/workloadIdentity/serviceAccounts/0'],
    ['workloadIdentity.namespaces={*}', '/workloadIdentity/namespaces/0'],
    ['refreshTokens.connections={*}', '/refreshTokens/connections/0'],
    ['runAsUser=0', '/runAsUser'],
    ['livenessProbe.httpGet.path=/', "'httpGet' not allowed"],
    ['crds.keep=perhaps', '/crds/keep'],
    ['egress.nat64Prefixes={64:ff9b:1::/95}', '/egress/nat64Prefixes/0'],
    ['image.tag=a b', '/image/tag'],
    ['image.repository=', '/image/repository'],
    ['platforms.read=false', '/platforms/read'],
    ['secrets.names={files}', '/namespaces'],
    ['metrics.service.port=70000', '/metrics/service/port'],
    ['resources.limits.memory=lots', '/resources/limits/memory'],
    ['localFilesystem.roots[0].path=data', '/localFilesystem/roots/0/path'],
    ['localFilesystem.roots[0].path=/data/../etc', '/localFilesystem/roots/0/path'],
    ['localFilesystem.roots[0].path=/', '/localFilesystem/roots/0/path'],
    ['localFilesystem.roots[0].name=scans', "'volume'"],
    ['podSecurityContext.runAsUser=0', "'runAsUser' not allowed"],
    ['workloadIdentity.anywhere=yes', '/workloadIdentity/anywhere'],
    ['workloadIdentity.anywhere=true,workloadIdentity.serviceAccounts={bot}', '/workloadIdentity/serviceAccounts'],
    ['workloadIdentity.namespaces={Not_A_Name}', '/workloadIdentity/namespaces/0'],
    ['secrets.namespaces={Not_A_Name}', '/secrets/namespaces/0'],
    ['secrets.cluster=perhaps', '/secrets/cluster'],
    ['refreshTokens.connections={Not_A_Name}', '/refreshTokens/connections/0'],
    ['policies.connections.actions={Deny,Warn}', '/policies/connections/actions'],
    ['policies.connections.actions={}', '/policies/connections/actions'],
    ['policies.connections.maxTimeout=long', '/policies/connections/maxTimeout'],
    ['policies.connections.maxConfigLength=0', '/policies/connections/maxConfigLength'],
    ['consent.required=perhaps', '/consent/required'],
    ['attempts.persist=perhaps', '/attempts/persist'],
    ['egress.nat64Prefixes={everywhere}', '/egress/nat64Prefixes/0'],
    ['replica=2', "'replica' not allowed"],
    ['replicas=11', '/replicas'],
    ['extraArgs={verbose}', '/extraArgs/0'],
    ['networkPolicy.enabled=perhaps', '/networkPolicy/enabled'],
    ['rbac.aggregate.viewers=true', "'viewers' not allowed"],
    ['egress.deny={10.0.0.0/8}', "'deny' not allowed"],
    ['resources.limits.memroy=512Mi', "'memroy' not allowed"],
    ['resources.limits.memory=-5Mi', '/resources/limits/memory'],
    ['metrics.serviceMonitor.interval=0s', '/metrics/serviceMonitor/interval'],
    ['policies.connections.maxTimeout=0m0s', '/policies/connections/maxTimeout'],
    ['serviceAccount.name=Not_A_Name', '/serviceAccount/name'],
    ['priorityClassName=Not_A_Name', '/priorityClassName'],
    ['runtimeClassName=a b', '/runtimeClassName'],
    ['podLabels.app\\.kubernetes\\.io/name=other', '/podLabels'],
    ['commonLabels.app\\.kubernetes\\.io/instance=other', '/commonLabels'],
    ['commonLabels.bad key=x', "'bad key' not allowed"],
    ['podLabels.team=not a label!', '/podLabels/team'],
    ['nodeSelector.disk=s s d', '/nodeSelector/disk'],
    ['podAnnotations.bad key=x', "'bad key' not allowed"],
    ['global.imageRegistry=https://mirror.example.com', '/global/imageRegistry'],
    ['image.repository=https://registry.example.com/operator', '/image/repository'],
    ['image.repository=registry.example.com/Operator', '/image/repository'],
    ['hostAliases[0].ip=300.1.1.1,hostAliases[0].hostnames={a}', '/hostAliases/0/ip'],
    ['hostAliases[0].ip=10.1.1.1', "'hostnames'"],
    ['tolerations[0].operator=Maybe', '/tolerations/0/operator'],
    ['topologySpreadConstraints[0].maxSkew=0', '/topologySpreadConstraints/0'],
    ['affinity.nodeAfinity.x=1', "'nodeAfinity' not allowed"],
    ['dnsConfig.nameserver={10.1.1.1}', "'nameserver' not allowed"],
    ['extraEnv[0].name=1 bad', '/extraEnv/0/name'],
    ['extraEnv[0].name=A,extraEnv[0].valeu=x', "'valeu' not allowed"],
    ['extraVolumes[0].name=Bad_Name', '/extraVolumes/0/name'],
    ['extraVolumeMounts[0].name=a,extraVolumeMounts[0].mountPath=data', '/extraVolumeMounts/0/mountPath'],
    ['networkPolicy.metricsFrom[0].podSelecter.x=y', "'podSelecter' not allowed"],
    ['extraArgs={--no-such-flag}', '/extraArgs/0'],
    ['extraArgs={--namespaces=b}', '/extraArgs/0'],
    // Every ClusterRole would be added to it, the one that reads Secrets too.
    ['commonLabels.rbac\\.authorization\\.k8s\\.io/aggregate-to-view=yes', '/commonLabels/rbac.authorization.k8s.io'],
    [
      'metrics.serviceMonitor.enabled=true,metrics.serviceMonitor.labels.helm\\.sh/chart=other',
      '/metrics/serviceMonitor/labels',
    ],
  ])('%s is refused, and %s is named', async (value, field) => {
    const { code, text } = await helm.run('template', 'trial', chart, '--set', value);

    expect(code).not.toBe(0);
    expect(text).toContain(field);
  });
});

describe('values that do not go together', () => {
  it.each([
    [
      ['workloadIdentity.enabled=true'],
      'set workloadIdentity.serviceAccounts, workloadIdentity.namespaces or namespaces',
    ],
    [
      ['workloadIdentity.enabled=true', 'workloadIdentity.serviceAccounts={bot,default}'],
      'workloadIdentity.serviceAccounts names default, which every namespace has',
    ],
    [
      ['workloadIdentity.enabled=true', 'workloadIdentity.namespaces={a,b}', 'namespaces={a}'],
      'workloadIdentity.namespaces names b, which is not one of namespaces',
    ],
    [
      ['refreshTokens.store=true', 'namespaces={a}', 'secrets.names={one}'],
      'refreshTokens.store with secrets.names needs refreshTokens.connections',
    ],
    [['serviceAccount.create=false'], 'name the ServiceAccount of the operator in serviceAccount.name'],
    [['metrics.service.enabled=false', 'metrics.serviceMonitor.enabled=true'], 'needs metrics.service.enabled'],
    [['fullnameOverride=a-name-that-is-much-longer-than-forty-two-characters'], 'choose a shorter name of the release'],
    [['secrets.cluster=true', 'secrets.namespaces={a}'], 'set one of the two'],
    [['secrets.cluster=true', 'namespaces={a}'], 'namespaces lists those that it tests in'],
    [['secrets.namespaces={a}', 'rbac.create=false'], 'leave secrets.namespaces out'],
    [['metrics.serviceMonitor.enabled=true', 'metrics.podMonitor.enabled=true'], 'scraped twice'],
    [['metrics.prometheusRule.perConnection=true'], 'set that too'],
    [['extraEnv[0].name=A', 'extraEnv[1].name=A'], 'extraEnv have the variable A twice'],
    [
      ['extraVolumeMounts[0].name=gone', 'extraVolumeMounts[0].mountPath=/x'],
      'names the volume gone, which is in neither',
    ],
    [
      ['extraVolumes[0].name=a', 'extraVolumes[1].name=a'],
      'extraVolumes and localFilesystem.roots have the volume a twice',
    ],
    [
      [0, 1].flatMap((index) => [
        `extraVolumes[${index}].name=v${index}`,
        `extraVolumeMounts[${index}].name=v${index}`,
        `extraVolumeMounts[${index}].mountPath=/x`,
      ]),
      'have the mount path /x twice',
    ],
    [['namespaces={a}', 'secrets.namespaces={a}'], 'secrets.namespaces is for a release that tests in all namespaces'],
  ])('%j are refused, and it is said what to set', async (values, message) => {
    const set = values.flatMap((value) => ['--set', value]);
    const { code, text } = await helm.run('template', 'trial', chart, ...set);

    expect(code).not.toBe(0);
    expect(text).toContain(message);
  });
});

describe('what a release says of rights that are worth more than they look', () => {
  it.each([
    [[], 'must be allowed to get the Secrets'],
    [['policies.connections.enabled=false'], 'WARNING: policies.connections.enabled is false'],
    [['workloadIdentity.enabled=true', 'workloadIdentity.anywhere=true'], 'WARNING: workloadIdentity.anywhere'],
    [['workloadIdentity.enabled=true', 'namespaces={a}'], 'a token of every ServiceAccount in a'],
    [['refreshTokens.store=true'], 'kubernetes.io/service-account-token'],
    [
      ['refreshTokens.store=true', 'policies.refreshTokens.enabled=false'],
      'WARNING: refreshTokens.store lets the operator create Secrets of any type',
    ],
  ])('%j', async (values, text) => {
    const set = values.flatMap((value) => ['--set', value]);

    expect(await helm.ok('install', 'trial', chart, '--dry-run=client', ...set)).toContain(text);
  });

  it('has no warning by default', async () => {
    expect(await helm.ok('install', 'trial', chart, '--dry-run=client')).not.toContain('WARNING');
  });
});
