import type { ConnectionRequires } from '../../src/api/connection.gen.ts';
import type { TestContext, Verdict } from '../../src/connectors/index.ts';
import { s3Compatible as spec } from '../../src/connectors/platforms/s3-compatible/platform.ts';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { matrix, type StandardCase } from '../support/matrix.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { startSilentServer } from '../../dev/servers/silent-server.ts';
import { testContext } from '../support/test-context.ts';
import { versityGwLacks } from './s3/program.ts';
import { startVersityGw, tlsHost, type Gateway, type Key, type VersityGw } from './s3/versitygw.ts';

const server = 'versitygw 1.8';
const bucket = 'finance-archive';
const minuteMs = 60_000;
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };
const fourRights: ConnectionRequires = { access: ['Read', 'Write', 'Update', 'Delete'] };

interface Row {
  name: string;
  kase: StandardCase | (string & {});
  key?: (gateway: VersityGw) => Key;
  /** Which one of the gateways; default the one without TLS. */
  at?: Gateway;
  config?: Record<string, unknown>;
  requires?: ConnectionRequires;
  clockMs?: number;
  /** How many requests the gateway saw. */
  asked?: number;
  expect: object;
}

const rows: Row[] = [
  {
    name: 'lists the bucket and tells the owner, who is named by the key',
    kase: 'right',
    expect: { outcome: 'connected', account: { id: 'AKIDOWNER' }, access: { read: 'Granted', delete: 'NotTestable' } },
  },
  {
    name: 'lists the buckets',
    kase: 'no bucket',
    config: { bucket: undefined },
    expect: { outcome: 'connected', account: { id: 'AKIDOWNER' }, access: { read: 'NotTestable' } },
  },
  {
    name: 'an administrator',
    kase: 'root',
    key: ({ root }) => root,
    expect: { outcome: 'connected', account: { id: 'AKIDROOT' } },
  },
  {
    name: 'over TLS, with the authority that issued its certificate',
    kase: 'TLS',
    at: 'tls',
    expect: { outcome: 'connected' },
  },
  {
    name: 'wrong secret, which is sent once',
    kase: 'wrong password',
    key: (gateway) => ({ ...gateway.owner, secretAccessKey: 'canary-wrong-secret' }),
    asked: 1,
    expect: { reason: 'CredentialsRejected' },
  },
  {
    name: 'unknown key, which is sent once',
    kase: 'wrong user',
    key: (gateway) => ({ ...gateway.owner, accessKeyId: 'AKIDNOBODY' }),
    asked: 1,
    expect: { reason: 'CredentialsRejected' },
  },
  {
    name: 'no such bucket',
    kase: 'wrong path',
    config: { bucket: 'no-such-bucket' },
    expect: { reason: 'TargetNotFound', about: 'the bucket no-such-bucket' },
  },
  {
    name: "somebody else's bucket",
    kase: 'no right to list',
    key: ({ stranger }) => stranger,
    expect: { reason: 'PermissionDenied', account: { id: 'AKIDSTRANGER' }, access: { read: 'Denied' } },
  },
  {
    name: 'a policy that lets read and not write',
    kase: 'no write permission',
    key: ({ reader }) => reader,
    requires: { ...fourRights, path: 'in/', proof: 'Probe' },
    expect: { reason: 'PermissionDenied', about: 'write, update', access: { read: 'Granted', write: 'Denied' } },
  },
  {
    name: 'another region',
    kase: 'wrong region',
    config: { region: 'eu-west-1' },
    expect: { reason: 'WrongRegion', about: 'us-east-1, not eu-west-1' },
  },
  ...[-20, 20].map((minutes): Row => ({
    name: `a clock that is ${minutes} minutes off`,
    kase: `clock ${minutes} min`,
    clockMs: minutes * minuteMs,
    asked: 1,
    expect: { outcome: 'inconclusive', reason: 'ClockSkew' },
  })),
  {
    name: 'an unknown authority',
    kase: 'unknown certificate',
    at: 'unknownCertificate',
    expect: { reason: 'CertificateUntrusted' },
  },
  {
    name: 'a certificate that is over',
    kase: 'expired certificate',
    at: 'expiredCertificate',
    expect: { reason: 'CertificateExpired' },
  },
  {
    name: 'a probe of all four rights',
    kase: 'Probe',
    requires: { ...fourRights, path: 'in/', proof: 'Probe' },
    expect: { outcome: 'connected', access: all },
  },
  {
    name: 'a probe over TLS',
    kase: 'Probe over TLS',
    at: 'tls',
    requires: { ...fourRights, path: "in/Mäster (2026)+'*", proof: 'Probe' },
    expect: { outcome: 'connected', access: all },
  },
  {
    name: 'a probe in a bucket that keeps versions',
    kase: 'Probe with versions',
    config: { bucket: 'versions' },
    requires: { ...fourRights, path: '/', proof: 'Probe' },
    expect: { outcome: 'connected', access: all },
  },
  {
    name: 'a probe of a bucket that takes objects and is not listed',
    kase: 'Probe without listing',
    key: ({ writer }) => writer,
    config: { bucket: 'inbox' },
    requires: { access: ['Write'], path: '/', proof: 'Probe' },
    expect: { outcome: 'connected', access: all },
  },
];

await describeWithContainers(
  'versitygw 1.8.0',
  () => {
    let gateway: VersityGw;

    beforeAll(async () => {
      gateway = await startVersityGw();
    }, 600_000);
    afterAll(() => gateway?.stop());

    it.each(rows)('$name', async (row) => {
      const at = row.at ?? 'plain';
      const [files, before] = [await gateway.files(), (await gateway.log(at)).length];

      const verdict = await verdictOn(row, at);

      const asked = (await gateway.log(at)).slice(before);
      expect(verdict).toMatchObject(row.expect);
      expect(await gateway.files()).toEqual(files);
      if (row.asked !== undefined) expect(asked).toHaveLength(row.asked);
      expect(changesIn(asked).filter((line) => !line.includes('/.connection-test-7d5e9f3a'))).toEqual([]);
      matrix(server, row.kase);
      if (row.kase === 'wrong password') matrix(server, 'one login a test');
    });

    it('is down', async () => {
      const stopped = await startSilentServer();
      await stopped.stop();

      const verdict = await verdictOn({ config: { endpoint: `http://127.0.0.1:${stopped.port}` } }, 'plain');

      expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ConnectionRefused' });
      matrix(server, 'server down');
    });

    it('is silent', async () => {
      const silent = await startSilentServer();

      const config = { endpoint: `http://127.0.0.1:${silent.port}` };
      const verdict = await verdictOn({ config }, 'plain', { timeoutMs: 300 });

      expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
      matrix(server, 'server silent');
      await silent.stop();
    });

    async function verdictOn(
      { key = (one) => one.owner, config, requires, clockMs = 0 }: Partial<Row>,
      at: Gateway,
      more: Partial<TestContext> = {},
    ): Promise<Verdict> {
      const now = Date.now() + clockMs;
      const endpoint = at === 'plain' ? gateway.url : `https://${tlsHost}`;
      const asked = {
        platform: { name: 's3-compatible', spec },
        config: JSON.parse(JSON.stringify({ endpoint, bucket, ...config })) as Record<string, unknown>,
        secret: { ...key(gateway) },
        requires,
        uid: '7d5e9f3a',
      };
      const there = { resolve: () => Promise.resolve([gateway.endpoint(at)]), ca: gateway.ca };
      const context = testContext({ now: () => now, ...(at === 'plain' ? {} : there), ...more });
      const verdict = await planAndTest(asked, context);
      expect(JSON.stringify(verdict)).not.toContain('canary');
      return verdict;
    }
  },
  versityGwLacks,
);

/** What was written or deleted, from the access log, which has the form of Amazon's own. */
function changesIn(lines: readonly string[]): string[] {
  return lines.filter((line) => !/ s3_(List|Get|Head)\w+ /.test(line));
}
