import type { ConnectionRequires } from '../../src/api/connection.gen.ts';
import { registry, type TestContext, type Verdict } from '../../src/connectors/index.ts';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { matrix, type StandardCase } from '../support/matrix.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { startSilentServer } from '../../dev/servers/silent-server.ts';
import { testContext } from '../support/test-context.ts';
import { startMoto, wheels, type Certificate, type Moto } from './moto/moto.ts';
import { wheelsLack } from './wheels/downloaded.ts';

const server = 'moto 5.2 (STS, S3)';
const account = '123456789012';
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };
const list = 'GET /finance-archive?list-type=2&max-keys=1';
const head = 'HEAD /finance-archive/in/report.txt';

interface Row {
  name: string;
  kase: StandardCase | (string & {});
  who?: 'writer' | 'reader' | 'nobody';
  secret?: Record<string, string>;
  method?: string;
  config?: (moto: Moto) => Record<string, unknown>;
  requires?: ConnectionRequires;
  at?: Certificate;
  /** What was asked of STS (`POST /`) and S3, in order. */
  asked?: readonly string[];
  expect: object;
}

const rows: Row[] = [
  {
    name: 'whose key it is, and its bucket',
    kase: 'right',
    asked: ['POST /', list, head],
    expect: {
      outcome: 'connected',
      account: { id: `arn:aws:iam::${account}:user/writer`, name: 'writer', tenant: account },
      access: { read: 'Granted', write: 'NotTestable' },
    },
  },
  {
    name: 'a wrong secret, which is sent once',
    kase: 'wrong password',
    secret: { secretAccessKey: 'canary-wrong-secret' },
    asked: ['POST /'],
    expect: { reason: 'CredentialsRejected' },
  },
  {
    name: 'an unknown key, which is sent once',
    kase: 'wrong user',
    secret: { accessKeyId: 'AKIDNOBODY' },
    asked: ['POST /'],
    expect: { reason: 'CredentialsRejected' },
  },
  {
    name: 'a good key without a right to the bucket',
    kase: 'no right to list',
    who: 'nobody',
    expect: {
      reason: 'PermissionDenied',
      account: { name: 'nobody' },
      access: { read: 'Denied' },
      checks: [
        { name: 'Resolved', result: 'Passed' },
        { name: 'Reached', result: 'Passed' },
        { name: 'Authenticated', result: 'Passed' },
        { name: 'Authorized', result: 'Failed', reason: 'PermissionDenied' },
      ],
    },
  },
  {
    name: 'no such bucket',
    kase: 'wrong path',
    config: () => ({ bucket: 'no-such-bucket' }),
    expect: { reason: 'TargetNotFound', account: { name: 'writer' } },
  },
  {
    name: 'a role, and the bucket with its temporary key',
    kase: 'assumed role',
    who: 'reader',
    method: 'assume-role',
    config: ({ roleArn }) => ({ roleArn }),
    asked: ['POST /', list, head],
    expect: {
      outcome: 'connected',
      account: { id: `arn:aws:sts::${account}:assumed-role/migration/connection-operator`, tenant: account },
    },
  },
  {
    name: 'a key that may not assume the role, and whose it is',
    kase: 'role denied',
    who: 'nobody',
    method: 'assume-role',
    config: ({ roleArn }) => ({ roleArn }),
    asked: ['POST /', 'POST /'],
    expect: { reason: 'PermissionDenied', account: { name: 'nobody' } },
  },
  {
    name: 'a role that wants an external id',
    kase: 'external id',
    who: 'reader',
    method: 'assume-role',
    config: ({ partnerArn: roleArn }) => ({ roleArn, externalId: 'b7c2a4d0' }),
    expect: { outcome: 'connected', account: { name: 'partner/connection-operator' } },
  },
  {
    name: 'a role that wants another external id',
    kase: 'wrong external id',
    who: 'reader',
    method: 'assume-role',
    config: ({ partnerArn: roleArn }) => ({ roleArn, externalId: 'another' }),
    asked: ['POST /', 'POST /'],
    expect: { reason: 'PermissionDenied', account: { name: 'reader' } },
  },
  {
    name: 'a probe of all four rights',
    kase: 'Probe',
    requires: { path: 'in/', proof: 'Probe', access: ['Read', 'Write', 'Update', 'Delete'] },
    expect: { outcome: 'connected', access: all },
  },
  {
    name: 'a probe with the temporary key of a role',
    kase: 'Probe as a role',
    who: 'reader',
    method: 'assume-role',
    config: ({ roleArn }) => ({ roleArn }),
    requires: { path: '/', proof: 'Probe' },
    expect: { outcome: 'connected', access: all },
  },
  {
    name: 'a probe of a key that may read and not write',
    kase: 'no write permission',
    who: 'reader',
    requires: { path: 'in/', proof: 'Probe', access: ['Write'] },
    expect: { reason: 'PermissionDenied', about: 'write', access: { read: 'Granted', write: 'Denied' } },
  },
  {
    name: 'an unknown authority',
    kase: 'unknown certificate',
    at: 'unknown',
    expect: { reason: 'CertificateUntrusted' },
  },
  {
    name: 'a certificate that is over',
    kase: 'expired certificate',
    at: 'expired',
    expect: { reason: 'CertificateExpired' },
  },
];

await describeWithContainers(
  'moto 5.2.5',
  () => {
    let moto: Moto;

    beforeAll(async () => {
      moto = await startMoto();
    }, 600_000);
    afterAll(() => moto?.stop());

    it.each(rows)('$name', async (row) => {
      const before = (await moto.log()).length;

      const verdict = await verdictOn(row);

      const asked = (await moto.log()).slice(before);
      expect(verdict).toMatchObject(row.expect);
      if (row.asked) expect(asked).toEqual(row.asked);
      expect(asked.filter((one) => /^(PUT|DELETE) /.test(one) && !one.includes('/.connection-test-'))).toEqual([]);
      matrix(server, row.kase);
      if (row.kase === 'wrong password') matrix(server, 'one login a test');
    });

    it.each([
      ['is down', 'server down', 'ConnectionRefused'],
      ['is silent', 'server silent', 'TimedOut'],
    ])('%s', async (_name, kase, reason) => {
      const silent = await startSilentServer();
      if (kase === 'server down') await silent.stop();
      const there = { address: silent.host, port: silent.port };

      const verdict = await verdictOn(rows[0]!, { resolve: () => Promise.resolve([there]), timeoutMs: 300 });

      expect(verdict).toMatchObject({ outcome: 'inconclusive', reason });
      matrix(server, kase);
      if (kase === 'server silent') await silent.stop();
    });

    async function verdictOn(
      { who = 'writer', secret, method = 'access-key', config, requires, at = 'good' }: Row,
      more: Partial<TestContext> = {},
    ): Promise<Verdict> {
      const { accessKeyId, secretAccessKey } = moto[who];
      const asked = {
        platform: registry.get('amazon-s3')!,
        method,
        config: { bucket: 'finance-archive', forcePathStyle: true, ...config?.(moto) },
        secret: { accessKeyId, secretAccessKey, ...secret },
        requires,
        uid: '7d5e9f3a',
      };
      const resolve = () => Promise.resolve([moto.endpoint(at)]);
      const context = testContext({ now: () => Date.now(), resolve, ca: moto.ca, ...more });
      const verdict = await planAndTest(asked, context);
      expect(JSON.stringify(verdict)).not.toContain(secretAccessKey);
      return verdict;
    }
  },
  () => wheelsLack(wheels),
);
