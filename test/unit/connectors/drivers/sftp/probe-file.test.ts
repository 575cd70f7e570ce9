import { planConnection, testConnection, type Verdict } from '../../../../../src/connectors/index.ts';
import { sftp as spec } from '../../../../../src/connectors/platforms/sftp/platform.ts';
import { newEd25519 } from '../../../../../dev/ssh-keys.ts';
import { startSftpServer, type SftpServer, type SftpServerOptions } from '../../../../../dev/servers/sftp-server.ts';
import type { FileRequest } from '../../../../../dev/servers/sftp-files.ts';
import { secretBytes, testContext } from '../../../../support/test-context.ts';
import { until } from '../../../../support/until.ts';

const login = { username: 'svc', password: 'canary-password' };
const hostKeys = [newEd25519().private];
const path = '/upload';
const name = '/upload/.connection-test-7d5e';
const granted = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };
const untold = { read: 'Granted', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' };
let server: SftpServer;

afterEach(() => server?.stop());

async function start(options: SftpServerOptions = {}): Promise<void> {
  server = await startSftpServer({ ...login, hostKeys, files: ['/upload/theirs.csv'], ...options });
}

async function probe(timeoutMs = 10_000, requires: object = {}): Promise<Verdict> {
  const planned = planConnection({
    platform: { name: 'sftp', spec },
    config: { host: server.host, port: server.port, hostKeys: [server.fingerprints[0]] },
    secret: secretBytes(login),
    requires: { path, proof: 'Probe', ...requires },
    uid: '7d5e',
    now: 0,
  });
  return 'verdict' in planned ? planned.verdict : testConnection(planned.plan, testContext({ timeoutMs }));
}

it('writes, reads back, overwrites and deletes one file, within one sign-in', async () => {
  await start();

  const verdict = await probe();

  expect(verdict).toMatchObject({ outcome: 'connected', access: granted });
  expect([...server.files.keys()]).toEqual(['/upload/theirs.csv']);
  expect(server.loginCount()).toBe(1);
});

it('takes a path that ends with a slash', async () => {
  await start();

  expect(await probe(10_000, { path: '/upload/' })).toMatchObject({ access: granted });
});

it.each<[string, SftpServerOptions, object]>([
  ['to create', { answers: { OPEN: 'denied' } }, { ...untold, write: 'Denied' }],
  ['to write into the file it made', { answers: { WRITE: 'denied' } }, { ...untold, write: 'Denied' }],
  ['to read it back', { answers: { 'OPEN 2': 'denied' } }, { ...granted, read: 'Denied', update: 'NotTestable' }],
  ['to overwrite it', { answers: { 'OPEN 3': 'denied' } }, { ...granted, update: 'Denied' }],
])('tells that the account may not %s', async (_name, options, access) => {
  await start(options);

  const verdict = await probe();

  expect(verdict).toMatchObject({ outcome: 'connected', access });
  expect([...server.files.keys()]).toEqual(['/upload/theirs.csv']);
});

it('tells that the account may not delete: the file stays, and stands in the way of no later test', async () => {
  await start({ answers: { REMOVE: 'denied' } });

  const first = await probe();
  const second = await probe();

  expect(first).toMatchObject({ outcome: 'connected', access: { ...granted, delete: 'Denied' } });
  expect(second).toMatchObject({ outcome: 'connected', access: { delete: 'Denied' } });
  expect(server.files.has(name)).toBe(true);
});

it('does not write over what a link in the place of its file leads to', async () => {
  const links = new Set<string>();
  let opened = 0;
  const watch = (request: FileRequest) => {
    if (request === 'READ') links.add(name);
    if (request === 'OPEN') opened += 1;
    return 'do' as const;
  };
  await start({ links, watch });

  const verdict = await probe();

  expect(verdict).toMatchObject({ outcome: 'inconclusive', about: expect.stringContaining('has taken the place') });
  expect(opened).toBe(2);
  expect([...server.files.keys()]).toEqual(['/upload/theirs.csv']);
});

it('fails where a right that is required is denied', async () => {
  await start({ answers: { OPEN: 'denied' } });

  const verdict = await probe(10_000, { access: ['Write'] });

  expect(verdict).toMatchObject({ reason: 'PermissionDenied', about: 'write', access: { write: 'Denied' } });
});

it.each<[string, SftpServerOptions, object]>([
  ['a full disk', { answers: { WRITE: 'failure' } }, { reason: 'AccessRefused', about: path }],
  ['a disk that takes no new file', { answers: { OPEN: 'failure' } }, { reason: 'AccessRefused', about: path }],
  ['a quota that is noticed at the end', { answers: { CLOSE: 'failure' } }, { reason: 'AccessRefused', about: path }],
  ['a server that cannot write', { answers: { OPEN: 'unsupported' } }, { reason: 'UnexpectedReply' }],
  ['a server that fails to read', { answers: { READ: 'failure' } }, { reason: 'UnexpectedReply' }],
  ['a server that fails to delete at first', { answers: { 'REMOVE 1': 'failure' } }, { reason: 'UnexpectedReply' }],
])('says so and leaves nothing: %s', async (_name, options, expected) => {
  await start(options);

  const verdict = await probe();

  expect(verdict).toMatchObject(expected);
  expect([...server.files.keys()]).toEqual(['/upload/theirs.csv']);
});

it.each([
  'OPEN 1',
  'WRITE 1',
  'CLOSE 1',
  'OPEN 2',
  'READ 1',
  'CLOSE 2',
  'OPEN 3',
  'WRITE 2',
  'CLOSE 3',
  'REMOVE 1',
] as const)('a connection that ends at %s: what is left is removed by the next test', async (closesAt) => {
  await start({ closesAt });

  const verdict = await probe();
  const left = server.files.has(name);
  const next = await probe();

  expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ServiceUnavailable' });
  expect(left).toBe(closesAt !== 'OPEN 1');
  expect(next).toMatchObject({ outcome: 'connected', access: granted });
  expect([...server.files.keys()]).toEqual(['/upload/theirs.csv']);
});

it.each(['OPEN 1', 'WRITE 1', 'READ 1', 'WRITE 2'] as const)(
  'a time limit that ends at %s: what was made is removed before the connection is closed',
  async (request) => {
    await start({ answers: { [request]: 'silent' as const } });

    const verdict = await probe(500);

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
    await until(() => server.openConnections() === 0);
    expect([...server.files.keys()]).toEqual(['/upload/theirs.csv']);
  },
);

it('an SFTP that ends while the connection lives on: nobody waits for the time limit', async () => {
  await start({ endsAt: 'READ 1' });

  const verdict = await probe();
  const next = await probe();

  expect(verdict).toMatchObject({ outcome: 'inconclusive', about: expect.stringContaining('ends SFTP') });
  expect(next).toMatchObject({ access: granted });
  expect([...server.files.keys()]).toEqual(['/upload/theirs.csv']);
});

it('an SFTP that breaks its rules is not believed', async () => {
  await start({ answers: { 'READ 1': 'garbage' } });

  const verdict = await probe();

  expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'UnexpectedReply' });
});
