import { afterEach, expect, it } from '@jest/globals';
import {
  planConnection,
  registry,
  testConnection,
  type TestContext,
  type Verdict,
} from '../../../../../src/connectors/index.ts';
import { startNfsServer, type NfsServer, type NfsServerOptions } from '../../../../../dev/servers/nfs/nfs-server.ts';
import { opaque, u32 } from '../../../../../dev/servers/nfs/xdr.ts';
import { itOnIpv6 } from '../../../../support/it-on-ipv6.ts';
import { testContext } from '../../../../support/test-context.ts';

let server: NfsServer;

afterEach(() => server.stop());

async function serve(options: Partial<NfsServerOptions> = {}): Promise<void> {
  server = await startNfsServer({ exports: { '/srv/data': {} }, ...options });
}

async function verdictOn(config: object, context: Partial<TestContext> = {}): Promise<Verdict> {
  const planned = planConnection({
    platform: registry.get('nfs')!,
    config: { server: 'nas.example.com', export: '/srv/data', ...config },
    now: 0,
  });
  if ('verdict' in planned) throw new Error(planned.verdict.about);
  return testConnection(planned.plan, testContext({ resolve: server.resolve, ...context }));
}

it('needs no Secret, and shows that nobody was authenticated', async () => {
  await serve();

  const verdict = await verdictOn({});

  expect(verdict).toMatchObject({
    outcome: 'connected',
    checks: [
      { name: 'Resolved', result: 'Passed' },
      { name: 'Reached', result: 'Passed' },
      { name: 'Authenticated', result: 'NotTestable' },
      { name: 'Authorized', result: 'Passed' },
    ],
  });
});

it('goes to the address that answered first, whatever the name says later', async () => {
  await serve();
  const asked: [string, number][] = [];

  await verdictOn(
    { version: '3' },
    {
      resolve: (host, port) => {
        asked.push([host, port]);
        return server.resolve(host, port);
      },
    },
  );

  expect(asked).toEqual([
    ['nas.example.com', 111],
    ['127.0.0.1', 20_048],
    ['127.0.0.1', 2049],
  ]);
});

it('calls what looks, and nothing that changes', async () => {
  await serve();

  await verdictOn({ version: '3' });

  const [rpcbind, mount, nfs] = ['100000.2', '100005.3', '100003.3'];
  expect(server.calls).toEqual([`${rpcbind}.3`, `${rpcbind}.3`, `${mount}.1`, `${nfs}.1`, `${nfs}.4`, `${mount}.3`]);
});

it('gives the mount back where the rest fails', async () => {
  await serve({ instead: ({ program }) => (program === 100_003 ? 'close' : undefined) });

  const verdict = await verdictOn({ version: '3' });

  expect(verdict).toMatchObject({ reason: 'ServiceUnavailable' });
  expect(server.left()).toEqual([]);
});

it('gives the session back where the rest fails', async () => {
  await serve({ minors: [1], exports: { '/srv/data': { status: 13 } } });

  const verdict = await verdictOn({});

  expect(verdict).toMatchObject({ reason: 'PermissionDenied' });
  expect(server.left()).toEqual([]);
});

const compound = (status: number, operation: number) =>
  Buffer.concat([u32(status), opaque(''), u32(1, operation, status)]);
const noMinor0 = compound(10_021, 24);

it.each([
  ['version 4: an outage', '4', [compound(10_008, 24)], 'ServiceUnavailable', 'Reached'],
  ['version 4.1: an outage', '4', [noMinor0, compound(10_008, 42)], 'ServiceUnavailable', 'Reached'],
  ['version 4.1: neither', '4', [noMinor0, compound(10_021, 42)], 'InvalidConfiguration', 'Reached'],
  ['version 4.1: no session for this client', '4', [noMinor0, compound(4711, 42)], 'UnexpectedReply', 'Authenticated'],
  ['version 3: an outage', '3', [u32(10_008, 0)], 'ServiceUnavailable', 'Reached'],
  ['version 3: the root is gone', '3', [u32(70, 0)], 'UnexpectedReply', 'Authorized'],
] as const)('says how far it came: %s', async (_name, version, replies, reason, stage) => {
  const left: Buffer[] = [...replies];
  await serve({ instead: ({ program }) => (program === 100_003 ? left.shift() : undefined) });

  const verdict = await verdictOn({ version });

  expect(verdict).toMatchObject({ reason, credential: 'NotSent' });
  expect(verdict.checks.at(-1)).toEqual({ name: stage, result: 'Failed', reason });
  expect(server.left()).toEqual([]);
});

it('comes from source ports below 1024 where it may', async () => {
  await serve();

  await verdictOn({ version: '3' });

  if (process.getuid?.() === 0) expect(server.sources.filter((port) => port >= 1024)).toEqual([]);
  expect(server.sources).toHaveLength(6);
});

itOnIpv6('asks rpcbind over IPv6 for an address, and takes its port', async () => {
  await serve({ host: '::1' });

  const verdict = await verdictOn({ version: '3' });

  expect(verdict).toMatchObject({ outcome: 'connected' });
  expect(server.calls[0]).toBe('100000.3.3');
  expect(server.violations).toEqual([]);
});

it('names the port that did not answer in time', async () => {
  await serve({ instead: () => 'silence' });

  const verdict = await verdictOn({}, { timeoutMs: 100 });

  expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut', about: 'nas.example.com:2049' });
});
