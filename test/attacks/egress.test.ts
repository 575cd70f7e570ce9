import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { egressPolicy, registry, type Platform, type Resolve, type TestContext } from '../../src/connectors/index.ts';
import { scriptedPlatform } from '../support/cluster/scripted-platform.ts';
import { planAndTest, type Asked } from '../support/plan-and-test.ts';
import { startSink, type Sink } from '../support/sink.ts';
import { testContext } from '../support/test-context.ts';

const secret = { username: 'canary-user', password: 'canary-password' };
const scripted: Platform = { name: 'scripted', spec: scriptedPlatform };

/** Where a tenant would like a credential, or the operator's own address, to go: this machine, a cloud, the cluster. */
const forbidden = ['127.0.0.1', '169.254.169.254', '168.63.129.16', '10.96.0.1'];

/** Over IPv6: Google, Amazon, Oracle, Akamai, Scaleway, Alibaba. */
const metadataOfClouds = [
  'fd20:ce::254',
  'fd00:ec2::254',
  'fd00:ec2::253',
  'fd00:ec2::123',
  'fd00:ec2::23',
  'fd00:c1::a9fe:a9fe',
  'fd00:a9fe:a9fe::1',
  'fd00:42::42',
  'fd00:100::100:200',
];

let sink: Sink;
let sixth: Sink | undefined;
let proxy: Sink;
beforeAll(async () => {
  sink = await startSink('127.0.0.1', { reply: 'HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n{"id":"owner"}' });
  sixth = await startSink('::1', { port: sink.port }).catch(() => undefined);
  proxy = await startSink('127.0.0.2', { reply: 'HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n{"id":"owner"}' });
});
afterAll(async () => {
  for (const one of [sink, sixth, proxy]) await one?.stop();
});

/** The administrator allows 127.0.0.2, where the proxy is, and nothing else of this machine. */
const egress = egressPolicy({
  allow: ['127.0.0.2'],
  cluster: ['10.96.0.0/12'],
  apiServer: 'API.cluster.example',
  nat64: ['fd64::/96'],
});

const names: Record<string, string[]> = {
  'loop.example': ['127.0.0.1'],
  'sixth.example': ['::ffff:127.0.0.1', '::1'],
  'inside.example': ['10.96.0.1'],
  'half.example': ['93.184.216.34', '169.254.169.254'],
};
const resolve: Resolve = async (host, port) =>
  (names[host] ?? [host.replace(/^localhost$/, '127.0.0.1')]).map((address) => ({ address, port }));

/** What came of a test, and how many connections each of the sinks got in the meantime. */
async function attempt(asked: Partial<Asked>, more: Partial<TestContext> = {}) {
  const before = seen();
  const verdict = await planAndTest(
    { platform: scripted, ...(asked.platform ? {} : { secret }), ...asked },
    testContext({ egress, resolve, ...more }),
  );
  await new Promise(setImmediate);
  const reached = seen().map((count, index) => count - before[index]!);
  return { reason: 'reason' in verdict ? verdict.reason : verdict.outcome, reached };
}

const seen = () => [sink, sixth, proxy].map((one) => one?.connections ?? 0);
const byProxy = () => ({ proxy: { address: `http://127.0.0.2:${proxy.port}` } });
const refused = { reason: 'EgressDenied', reached: [0, 0, 0] };

const http = (host: string) => `http://${host}`;

describe('an address of this machine', () => {
  it.each([
    'http://127.0.0.1',
    'http://127.1',
    'http://2130706433',
    'http://0x7f000001',
    'http://0177.0.0.1',
    'http://localhost',
    'http://0.0.0.0',
    'http://[::1]',
    'http://[::]',
    'http://[::ffff:127.0.0.1]',
    'http://[::ffff:7f00:1]',
    ...['0', '127.0.0.1.', '0x7f.0.0.0x1', '017700000001', '0x7F000001', '127.0.1', '[0:0:0:0:0:ffff:127.0.0.1]'].map(
      http,
    ),
    ...['１２７.0.0.1', '127。0。0。1', '①②⑦.⓪.⓪.①', '127．0．0．1', '%31%32%37.0.0.1', 'LOCALHOST'].map(http),
    'http://loop.example',
    'http://sixth.example',
  ])('%s is refused, and nobody is dialled', async (address) => {
    expect(await attempt({ config: { url: `${address}:${sink.port}` } })).toEqual(refused);
  });

  it.each([
    ['sftp', { secret }, { host: '127.0.0.1', hostKeys: ['SHA256:uNiVztksCsDhcc0u9e8BrcJEXaMKJ2yzaxl2pQlA5PA'] }],
    ['ftp', { secret }, { host: 'loop.example', allowInsecure: true }],
    ['nfs', {}, { server: '127.0.0.1', export: '/srv' }],
  ])('is refused as a server of %s', async (name, own, config) => {
    const asked = { ...own, platform: registry.get(name)!, config: { ...config, port: sink.port } };

    expect(await attempt(asked)).toEqual(refused);
  });

  it.each(['api.cluster.example', 'API.cluster.example.'])(
    'is none that the API server of the cluster has by its name alone: %s',
    async (host) => {
      const found = { resolve: async (_host: string, port: number) => [{ address: '127.0.0.2', port }] };

      expect(await attempt({ config: { url: `http://${host}:${sink.port}` } }, found)).toEqual(refused);
    },
  );

  it.each([
    '127.0.0.1%lo',
    '[::1%25lo]',
    '[::1%lo]',
    '[fe80::1%25eth0]',
    '[::ffff:127.0.0.1%25lo]',
    '127.0.0.1\\',
    '127.0.0.1#',
    'me@127.0.0.1',
    '127.0.0.1:80@127.0.0.1',
    '0300.0.0.1@127.1',
    '127.0.0.1\t',
    '\u200b127.0.0.1',
    '127.0.0.1\u00ad',
    '0x7f.1',
    '127.0x1',
    '00000177.1',
    '4294967295',
    'ip6-localhost',
    'ip6-loopback',
    'localhost6',
    'sixth.example.',
    'LOOP.example',
  ])('is not dialled by the odd spelling %j', async (host) => {
    const { reached } = await attempt({ config: { url: `http://${host}:${sink.port}` } });

    expect(reached).toEqual([0, 0, 0]);
  });

  it('is not dialled by a name that turns to it after it was judged', async () => {
    let asked = 0;
    const turning: Resolve = async (_host, port) => [{ address: (asked += 1) > 1 ? '127.0.0.1' : '127.0.0.2', port }];

    // Nobody listens at 127.0.0.2 on the sink's port.
    const found = await attempt({ config: { url: `http://turning.example:${sink.port}` } }, { resolve: turning });

    expect(found).toEqual({ reason: 'ConnectionRefused', reached: [0, 0, 0] });
  });
});

/** How IPv6 says the IPv4 address; each is translated on its way by somebody. */
function spellings(address: string): string[] {
  const [a, b, c, d] = address.split('.').map((byte) => Number(byte).toString(16).padStart(2, '0')) as Four;
  const not = (...bytes: string[]) => bytes.map((byte) => (255 - parseInt(byte, 16)).toString(16).padStart(2, '0'));
  return [
    address,
    ...['::ffff:', '::ffff:0:', '::', '64:ff9b::', '64:ff9b:1::', 'fd64::'].map(
      (start) => `[${start}${a}${b}:${c}${d}]`,
    ),
    `[64:ff9b:1:${a}${b}:${c}:${d}00::]`,
    `[64:ff9b:1:0:${a}:${b}${c}:${d}00::]`,
    `[2002:${a}${b}:${c}${d}::1]`,
    `[2001:0:${a}${b}:${c}${d}:0:0:a2f5:ffee]`,
    `[2001:0:5db8:d822:0:0:${not(a, b).join('')}:${not(c, d).join('')}]`,
    `[2001:dba::5efe:${a}${b}:${c}${d}]`,
  ];
}
type Four = [string, string, string, string];

describe('what a proxy would be asked for', () => {
  it.each([
    ...forbidden.flatMap(spellings),
    ...metadataOfClouds.map((six) => `[${six}]`),
    ...['fec0::1', 'fe80::1'].map((six) => `[${six}]`),
    ...Object.keys(names),
    'metadata.google.internal',
    '0xa9fea9fe',
    '169.254.169.254.',
    '①⑥⑨.②⑤④.①⑥⑨.②⑤④',
    '169。254。169。254',
    '0251.0376.0251.0376',
    '169.254.43518',
    'METADATA.google.internal.',
    '2852039166',
  ])('%s is refused, and the proxy is not asked', async (host) => {
    for (const scheme of ['http', 'https']) {
      expect(await attempt({ config: { url: `${scheme}://${host}` } }, byProxy())).toEqual(refused);
    }
  });

  it.each([
    'localhost',
    'localhost.',
    'any.localhost',
    'localhost.localdomain',
    'metadata',
    'metadata.tencentyun.com',
    'api.metadata.cloud.ibm.com',
    'kubernetes.default',
    'kubernetes.default.svc',
    'Kubernetes.Default.SVC.cluster.local.',
    'kubernetes.default.svc.cluster.example',
    'api.cluster.example',
    'API.Cluster.Example.',
  ])('%s is refused although nobody here knows the name', async (host) => {
    const unknown: Resolve = () => Promise.reject(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }));

    expect(await attempt({ config: { url: `http://${host}` } }, { ...byProxy(), resolve: unknown })).toEqual(refused);
  });

  it('is asked for where it is allowed, so that the sinks above are known to listen', async () => {
    await attempt({ config: { url: 'http://93.184.216.34' } }, byProxy());
    await attempt(
      { config: { url: `http://127.0.0.1:${sink.port}` } },
      { egress: egressPolicy({ allow: ['127.0.0.0/8'] }) },
    );

    expect(proxy.text).toMatch(/^GET http:\/\/93\.184\.216\.34\/me/);
    expect(sink.text).toContain(`Basic ${Buffer.from('canary-user:canary-password').toString('base64')}`);
  });
});
