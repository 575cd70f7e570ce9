import { createServer } from 'node:http';
import { text as textOf } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from '@jest/globals';
import { onLoopback, type Loopback } from '../../../dev/loopback.ts';
import { diagnose } from '../../../src/doctor/diagnose.ts';
import type { Finding } from '../../../src/doctor/diagnosis.ts';
import { SharedKubeConfig, systemClock } from '../../../src/runtime/index.ts';

const group = '/apis/connection-operator.dev';
const account = { namespace: 'ops', serviceAccount: 'connection-operator' };
let server: Loopback;
afterEach(() => server.stop());

interface World {
  /** Answers by path; a number is an error. */
  answers?: Record<string, unknown>;
  /** Rights that are refused, as `verb resource`. */
  refused?: { you?: string[]; operator?: string[] };
  skewMs?: number;
}

interface Review {
  spec: { user?: string; resourceAttributes: { verb: string; resource: string; subresource?: string } };
}

const deployment = (replicas: number, ready: number, args: string[] = []) => ({
  items: [
    {
      metadata: { name: 'connection-operator', namespace: 'ops' },
      spec: { replicas, template: { spec: { serviceAccountName: account.serviceAccount, containers: [{ args }] } } },
      status: { readyReplicas: ready },
    },
  ],
});

const healthy = {
  '/version': { gitVersion: 'v1.36.3' },
  [group]: { versions: [{ version: 'v1alpha1' }] },
  [`${group}/v1alpha1`]: { resources: [{ name: 'connections' }, { name: 'platforms' }] },
  [`${group}/v1alpha1/namespaces/team/connections`]: { metadata: {}, items: [] },
  '/apis/apps/v1/deployments': deployment(1, 1),
};

async function diagnosed({ answers = {}, refused = {}, skewMs = 0 }: World = {}): Promise<Record<string, Finding>> {
  const all: Record<string, unknown> = { ...healthy, ...answers };
  server = await onLoopback(
    createServer((request, response) => {
      const path = request.url!.split('?')[0]!;
      void textOf(request).then((body) => {
        const answer = path.endsWith('accessreviews') ? review(all[path], body) : all[path];
        const code = typeof answer === 'number' ? answer : answer === undefined ? 404 : 200;
        const date = new Date(Date.now() + skewMs).toUTCString();
        response.writeHead(code, { 'content-type': 'application/json', date });
        return response.end(JSON.stringify(code === 200 ? answer : { kind: 'Status', code, message: 'no' }));
      });
    }),
  );
  const review = (answer: unknown, body: string) => {
    if (typeof answer === 'number') return answer;
    const { user, resourceAttributes: asked } = (JSON.parse(body) as Review).spec;
    const right = `${asked.verb} ${asked.resource}${asked.subresource ? `/${asked.subresource}` : ''}`;
    const denied = user === undefined ? refused.you : refused.operator;
    return { status: { allowed: !denied?.includes(right) } };
  };
  const config = new SharedKubeConfig();
  config.loadFromClusterAndUser(
    { name: 'fake', server: server.url, skipTLSVerify: true },
    { name: 'fake', token: 't' },
  );
  const { signal } = new AbortController();
  const { checks } = await diagnose({ config, clock: systemClock, namespace: 'team', signal });
  await config.close();
  return Object.fromEntries(checks.map((one) => [one.name, one]));
}

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();
const connections = (...items: object[]) => ({
  [`${group}/v1alpha1/namespaces/team/connections`]: { metadata: {}, items },
});
const tested = (name: string, nextTestTime: string, spec = {}, lastTest?: { time: string }) => ({
  metadata: { name, creationTimestamp: ago(9000) },
  spec,
  status: { nextTestTime, conditions: [{ type: 'Connected' }], ...(lastTest ? { lastTest } : {}) },
});

it('finds nothing where all is well', async () => {
  const found = await diagnosed();

  expect(Object.values(found).map(({ name, result }) => `${name} ${result}`)).toEqual([
    'api-server ok',
    'clock ok',
    'crds ok',
    'your-rights ok',
    'operator ok',
    'operator-rights ok',
    'tests ok',
  ]);
});

describe.each<[name: string, result: Finding['result'], World, RegExp]>([
  ['clock', 'warn', { skewMs: 300_000 }, /(299|300|301) s behind/],
  ['clock', 'warn', { skewMs: -300_000 }, /(299|300|301) s ahead of/],
  ['crds', 'fail', { answers: { [group]: 404 } }, /no CustomResourceDefinition/],
  ['crds', 'fail', { answers: { [group]: { versions: [{ version: 'v9' }] } } }, /as v9, and not as v1alpha1/],
  [
    'crds',
    'fail',
    { answers: { [`${group}/v1alpha1`]: { resources: [] } } },
    /does not know connections and platforms/,
  ],
  ['your-rights', 'fail', { refused: { you: ['list connections'] } }, /In namespace team you may not list connections/],
  ['your-rights', 'warn', { refused: { you: ['patch secrets'] } }, /may not patch secrets/],
  [
    'operator-rights',
    'fail',
    { refused: { operator: ['get secrets'] } },
    /ops\/connection-operator\) may not get secrets/,
  ],
  ['operator-rights', 'fail', { refused: { operator: ['patch connections/status'] } }, /patch connections\/status/],
  [
    'operator-rights',
    'warn',
    { answers: { '/apis/authorization.k8s.io/v1/subjectaccessreviews': 403 } },
    /may not create SubjectAccessReviews/,
  ],
  ['operator-rights', 'warn', { answers: { '/apis/apps/v1/deployments': 403 } }, /not known/],
  ['crds', 'warn', { answers: { [group]: 429 } }, /Not checked: /],
  ['operator', 'warn', { answers: { '/apis/apps/v1/deployments': { items: [] } } }, /No Deployment/],
  ['operator', 'fail', { answers: { '/apis/apps/v1/deployments': deployment(0, 0) } }, /scaled to 0/],
  ['operator', 'fail', { answers: { '/apis/apps/v1/deployments': deployment(1, 0) } }, /No Pod .* is ready/],
  [
    'operator',
    'fail',
    {
      answers: {
        '/apis/apps/v1/deployments': deployment(2, 2),
        '/apis/coordination.k8s.io/v1/namespaces/ops/leases/connection-operator': {
          spec: { holderIdentity: 'a', renewTime: ago(600), leaseDurationSeconds: 15 },
        },
      },
    },
    /expired [56]\d\d s ago/,
  ],
  [
    'tests',
    'fail',
    { answers: connections(tested('late', ago(600)), tested('well', ago(-600))) },
    /1 of 2 Connections of team .*: late\./,
  ],
  [
    'tests',
    'fail',
    { answers: connections({ metadata: { name: 'new', creationTimestamp: ago(600) }, spec: {} }) },
    /: new\./,
  ],
  // Its times are written every half hour, however often it is tested.
  ['tests', 'ok', { answers: connections(tested('often', ago(3300), {}, { time: ago(3400) })) }, /tested in time/],
  ['tests', 'fail', { answers: connections(tested('often', ago(3800), {}, { time: ago(3900) })) }, /: often\./],
  [
    'tests',
    'ok',
    {
      answers: {
        ...connections(tested('seldom', ago(3800), {}, { time: ago(3900) })),
        '/apis/apps/v1/deployments': deployment(1, 1, ['--status-refresh-interval=12h']),
      },
    },
    /tested in time/,
  ],
  ['tests', 'ok', { answers: connections(tested('paused', ago(600), { suspend: true })) }, /tested in time/],
  ['tests', 'ok', { skewMs: -3_600_000, answers: connections(tested('soon', ago(600))) }, /tested in time/],
])('%s', (name, result, world, text) => {
  it(`is ${result}: ${text}`, async () => {
    const found = await diagnosed(world);

    expect(found[name]).toEqual(expect.objectContaining({ result, text: expect.stringMatching(text) }));
  });
});

it('ends with the first check if the API server does not respond', async () => {
  server = await onLoopback(createServer());
  const config = new SharedKubeConfig();
  config.loadFromClusterAndUser({ name: 'gone', server: server.url, skipTLSVerify: true }, { name: 'gone' });
  await server.stop();

  const { signal } = new AbortController();
  const { checks } = await diagnose({ config, clock: systemClock, namespace: 'team', signal });

  expect(checks).toEqual([expect.objectContaining({ name: 'api-server', result: 'fail' })]);
});
