import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createServer, connect as dial } from 'node:net';
import { conditionOf, joinCluster, verdictOf } from '../support/cluster/cluster.ts';
import { apiVersion } from '../../src/api/resources.ts';
import { beforeTests, operatorIn } from '../support/cluster/suite.ts';
import { onLoopback } from '../../dev/loopback.ts';
import { startSftpServer } from '../../dev/servers/sftp-server.ts';

/** One address, behind which another server can be put: as when a host is replaced, or somebody is in between. */
const login = { username: 'scanner', password: 'tr0ub4dor and three' };
const behind = beforeTests(() => startSftpServer(login));
const other = beforeTests(() => startSftpServer(login));
let target = behind;
const cluster = beforeTests(joinCluster);

const front = beforeTests(() =>
  onLoopback(
    createServer((socket) => {
      const onward = dial(target.port, '127.0.0.1');
      socket.pipe(onward).pipe(socket);
      socket.on('error', () => onward.destroy());
      onward.on('error', () => socket.destroy());
    }),
  ),
);
beforeAll(() => cluster.secret('sftp', login));
const operator = operatorIn(cluster);
afterAll(async () => {
  await front.stop?.();
  await behind.stop?.();
  await other.stop?.();
});

const config = () => ({ host: front.host, port: front.port });
const spec = (more: object) => ({
  platform: 'sftp',
  method: 'password',
  secretRef: { name: 'sftp' },
  config: { ...config(), ...more },
});

it('says which fingerprint to pin, and is Connected once it is', async () => {
  await cluster.connection('pinned', spec({}));
  const unknown = await cluster.until('pinned', (c) => verdictOf(c) === 'False/HostKeyUnknown');
  const fingerprint = /sha256:\S+[^.\s]/.exec(conditionOf(unknown, 'Connected')?.message ?? '')?.[0] ?? '';
  expect(behind.loginCount()).toBe(0);

  await cluster.patch('connections', 'pinned', { spec: { config: { hostKeys: [fingerprint] } } });

  const { status } = await cluster.until('pinned', (c) => verdictOf(c) === 'True/Verified');
  expect(status?.hostKey).toBeUndefined();
});

it('trusts the first key also where that server refuses the password: the right one goes to nobody else', async () => {
  await cluster.secret('refused', { ...login, password: 'canary-wrong-password' });
  await cluster.connection('refused', {
    ...spec({ hostKeyPolicy: 'TrustOnFirstUse' }),
    secretRef: { name: 'refused' },
  });
  const { status } = await cluster.until('refused', (c) => verdictOf(c) === 'False/CredentialsRejected');
  expect(status?.hostKey?.fingerprint).toMatch(/^sha256:/);
  const before = other.loginCount();

  target = other;
  await cluster.secret('refused', login);

  await cluster.until('refused', (c) => verdictOf(c) === 'False/HostKeyMismatch');
  expect(other.loginCount()).toBe(before);
  target = behind;
});

it('trusts on first use where that is chosen, remembers it in status, and never trusts another key', async () => {
  await cluster.connection('first-use', spec({ hostKeyPolicy: 'TrustOnFirstUse' }));
  const { status } = await cluster.until('first-use', (c) => verdictOf(c) === 'True/Verified');
  const { host, port } = config();
  expect(status?.hostKey).toEqual({ host: `${host}:${port}`, fingerprint: expect.stringMatching(/^sha256:/) });

  await operator.stop();
  await operator.start();
  target = other;
  await cluster.patch('connections', 'first-use', {
    metadata: { annotations: { 'connection-operator.dev/test-requested-at': '1' } },
  });

  const after = await cluster.until('first-use', (c) => verdictOf(c) === 'False/HostKeyMismatch');
  expect(other.loginCount()).toBe(0);
  expect(after.status?.hostKey).toEqual(status?.hostKey);
});

it('is not trusted anew where a restore makes the object first and writes its status after it', async () => {
  target = behind;
  await cluster.connection('restored', spec({ hostKeyPolicy: 'TrustOnFirstUse' }));
  const { status } = await cluster.until('restored', (c) => verdictOf(c) === 'True/Verified');
  await cluster.untilEvents('restored', ['HostKeyTrusted']);
  await cluster.remove('connections', 'restored');
  target = other;

  const { metadata } = await cluster.connection('restored', spec({ hostKeyPolicy: 'TrustOnFirstUse' }));
  const path = `/apis/${apiVersion}/namespaces/${cluster.namespace}/connections/restored/status`;
  const body = { metadata: { resourceVersion: metadata.resourceVersion }, status };
  await cluster.client.mergePatch(path, body, { signal: new AbortController().signal });

  const after = await cluster.until('restored', (c) => verdictOf(c) === 'False/HostKeyMismatch');
  expect(other.loginCount()).toBe(0);
  expect(after.status?.hostKey).toEqual(status?.hostKey);
});

it('is told of where a restore leaves the status out, so that another key is trusted', async () => {
  target = other;
  await cluster.connection('lost', spec({ hostKeyPolicy: 'TrustOnFirstUse' }));
  const { status } = await cluster.until('lost', (c) => verdictOf(c) === 'True/Verified');

  await cluster.untilEvents('lost', ['HostKeyTrusted']);
  const told = (await cluster.events()).find(({ regarding }) => regarding.name === 'lost');
  expect(told?.note).toContain(status?.hostKey?.fingerprint);
  target = behind;
});
