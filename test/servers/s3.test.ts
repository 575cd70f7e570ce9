import { planConnection, testConnection, type Verdict } from '../../src/connectors/index.ts';
import { s3Compatible as spec } from '../../src/connectors/platforms/s3-compatible.ts';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { secretBytes, testContext } from '../support/test-context.ts';
import { startVersityGw, versityGwLacks, type Key, type VersityGw } from './s3/versitygw.ts';

interface Row {
  name: string;
  key: (gateway: VersityGw) => Key;
  config?: Record<string, unknown>;
  expect: object;
}

const bucket = 'finance-archive';
const owner = (gateway: VersityGw): Key => gateway.owner;
const rows: Row[] = [
  {
    name: 'lists the bucket and tells the owner, who is named by the key',
    key: owner,
    config: { bucket },
    expect: { outcome: 'connected', account: { id: 'AKIDOWNER' }, access: { read: 'Granted', delete: 'NotTestable' } },
  },
  {
    name: 'lists the buckets',
    key: owner,
    expect: { outcome: 'connected', account: { id: 'AKIDOWNER' }, access: { read: 'NotTestable' } },
  },
  {
    name: 'an administrator',
    key: ({ root }) => root,
    config: { bucket },
    expect: { outcome: 'connected', account: { id: 'AKIDROOT' } },
  },
  {
    name: "somebody else's bucket",
    key: ({ stranger }) => stranger,
    config: { bucket },
    expect: { reason: 'PermissionDenied', account: { id: 'AKIDSTRANGER' }, access: { read: 'Denied' } },
  },
  {
    name: 'wrong secret',
    key: (gateway) => ({ ...gateway.owner, secretAccessKey: 'canary-wrong-secret' }),
    config: { bucket },
    expect: { reason: 'CredentialsRejected' },
  },
  {
    name: 'unknown key, which is a 404 here',
    key: (gateway) => ({ ...gateway.owner, accessKeyId: 'AKIDNOBODY' }),
    config: { bucket },
    expect: { reason: 'CredentialsRejected' },
  },
  {
    name: 'no such bucket',
    key: owner,
    config: { bucket: 'no-such-bucket' },
    expect: { reason: 'TargetNotFound', about: 'the bucket no-such-bucket' },
  },
  {
    name: 'another region',
    key: owner,
    config: { bucket, region: 'eu-west-1' },
    expect: { reason: 'WrongRegion', about: 'us-east-1, not eu-west-1' },
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
      const key = row.key(gateway);

      const verdict = await verdictOn(row, key, Date.now());

      expect(verdict).toMatchObject(row.expect);
      expect(JSON.stringify(verdict)).not.toContain('canary');
    });

    it('a clock that is an hour slow', async () => {
      const verdict = await verdictOn({ config: { bucket } }, gateway.owner, Date.now() - 3_600_000);

      expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ClockSkew' });
    });

    async function verdictOn({ config }: Pick<Row, 'config'>, key: Key, now: number): Promise<Verdict> {
      const planned = planConnection({
        platform: { name: 's3-compatible', spec },
        config: { endpoint: gateway.url, ...config },
        secret: secretBytes({ ...key }),
        now,
      });
      return 'verdict' in planned ? planned.verdict : testConnection(planned.plan, testContext({ now: () => now }));
    }
  },
  versityGwLacks,
);
