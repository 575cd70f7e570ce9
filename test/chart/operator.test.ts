import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startOperatorProcess } from '../../dev/operator-process.ts';
import { registry } from '../../src/connectors/index.ts';
import { accountOf, installReleases, type Releases, type Width } from './support/releases.ts';

/** The real operator with the rights and the flags that the chart gives it. */
let releases: Releases;

beforeAll(async () => {
  releases = await installReleases();
}, 600_000);

afterAll(() => releases?.stop());

it('tests in a listed namespace alone, without the platforms', async () => {
  const operator = await startWith('listed');
  await connect('team-b', 'elsewhere');
  await connect('team-a', 'files');

  expect(await reasonOf('team-a', 'files')).toBe('SecretNotFound');
  await operator.stop();
  expect(await refusedTo(accountOf('listed').user)).toEqual([]);
  expect(
    await releases.kubectl(
      'get',
      'connection',
      'elsewhere',
      '-n',
      'team-b',
      '-o',
      'jsonpath={.status.observedGeneration}',
    ),
  ).toBe('-1');
}, 60_000);

it('reads and watches a named Secret that it may not list', async () => {
  await releases.kubectl('create', 'secret', 'generic', 'files', '-n', 'team-b', '--from-literal=username=me');
  const operator = await startWith('named');
  await connect('team-b', 'files');

  expect(await reasonOf('team-b', 'files')).toBe('SecretKeyMissing');
  await releases.kubectl('delete', 'secret', 'files', '-n', 'team-b');
  await untilReason('team-b', 'files', 'SecretNotFound');
  await operator.stop();
  expect(await refusedTo(accountOf('named').user)).toEqual([]);
}, 60_000);

it('reads the Secrets of the whole cluster if it is let, and is refused nothing', async () => {
  const operator = await startWith('everywhere');
  await connect('other', 'anywhere');

  expect(await reasonOf('other', 'anywhere')).toBe('SecretNotFound');
  await operator.stop();
  expect(await refusedTo(accountOf('everywhere').user)).toEqual([]);
}, 60_000);

it('says how a namespace lets it read Secrets, and watches them once that is done', async () => {
  await releases.kubectl('create', 'namespace', 'later');
  const operator = await startWith('wide');
  await connect('later', 'files');

  expect(await reasonOf('later', 'files', '100s')).toBe('SecretAccessDenied');
  const told = await fieldOf('later', 'files', '{.status.conditions[?(@.type=="Failed")].message}');
  const [, command = ''] = /`kubectl ([^`]+)`/.exec(told) ?? [];
  expect(told).toContain('ServiceAccount ops-wide/wide-connection-operator');
  await releases.kubectl(...command.split(' '));
  await untilReason('later', 'files', 'SecretNotFound');
  await releases.kubectl('create', 'secret', 'generic', 'files', '-n', 'later', '--from-literal=username=me');
  await untilReason('later', 'files', 'SecretKeyMissing');
  await operator.stop();
  expect(await refusedTo(accountOf('wide').user)).toEqual([]);
}, 240_000);

it('is refused nothing, and lists its platforms', async () => {
  const operator = await startWith('wide');
  await connect('team-b', 'more');

  expect(await reasonOf('team-b', 'more')).toBe('SecretNotFound');
  await releases.kubectl('wait', '--for=create', '--timeout=20s', 'platform/sftp');
  await releases.kubectl('wait', '--for=condition=Accepted', '--timeout=20s', 'platform/sftp');
  await operator.stop();
  expect(await refusedTo(accountOf('wide').user)).toEqual([]);
}, 60_000);

it('gives its platforms an owner of the release, and puts back what somebody deletes', async () => {
  const operator = await startWith('wide');
  const last = `platform/${[...registry.keys()].at(-1)}`;
  await releases.kubectl('wait', '--for=create', '--timeout=40s', last);
  const role = 'ops-wide-wide-connection-operator-platforms';
  const uid = await releases.kubectl('get', 'clusterrole', role, '-o', 'jsonpath={.metadata.uid}');
  const owners = (await ownersOf('platforms', '-l', 'connection-operator.dev/built-in=true')).split('\n');

  expect(new Set(owners)).toEqual(new Set([`ClusterRole ${role} ${uid}`]));
  expect(owners).toHaveLength(registry.size);
  await releases.kubectl('delete', last);
  await releases.kubectl('wait', '--for=create', '--timeout=40s', last);
  expect(await ownersOf(last)).toBe(owners[0]);
  await operator.stop();
  expect(await refusedTo(accountOf('wide').user)).toEqual([]);
}, 120_000);

it('goes on counting sign-ins where the process before it ended, with the key that the chart has room for', async () => {
  let signIns = 0;
  const server = createServer(({ headers }, response) => {
    if (headers.authorization !== undefined) signIns += 1;
    response.writeHead(401, { 'www-authenticate': 'Basic realm="files"' }).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/files`;
  const secret = ['dav', '-n', 'team-a', '--from-literal=username=me', '--from-literal=password=wrong-canary'];
  await releases.kubectl('create', 'secret', 'generic', ...secret);

  for (const displayName of ['One', 'Two', 'Three']) {
    const operator = await startWith('everywhere');
    await connect('team-a', 'dav', { platform: 'webdav', secretRef: { name: 'dav' }, config: { url }, displayName });
    const isNamed = `--for=jsonpath={.status.displayName}=${displayName}`;
    await releases.kubectl('wait', isNamed, '--timeout=40s', '-n', 'team-a', 'connection/dav');
    await operator.stop();
  }
  server.close();

  // One each without it; a minute after the first a second one may go out.
  expect(signIns).toBeGreaterThan(0);
  expect(signIns).toBeLessThanOrEqual(2);
  expect(await fieldOf('team-a', 'dav', '{.status.attempts[*].ending}')).toContain('Refused');
  const own = ['secret', 'everywhere-connection-operator-attempts', '-n', 'ops-everywhere'];
  const key = await releases.kubectl('get', ...own, '-o', 'jsonpath={.data.key}');
  expect(Buffer.from(key, 'base64')).toHaveLength(32);
  expect(await refusedTo(accountOf('everywhere').user)).toEqual([]);
}, 120_000);

/** The real operator as the release's ServiceAccount, with the flags of its Deployment. */
async function startWith(width: Width) {
  const { user, groups } = accountOf(width);
  const kubeconfigPath = await releases.plane.kubeconfigFor(user, groups);
  const path = 'jsonpath={.spec.template.spec.containers[0].args}';
  const args = JSON.parse(
    await releases.kubectl('get', 'deployment', '-n', `ops-${width}`, `${width}-connection-operator`, '-o', path),
  ) as string[];
  // In a Pod this is the Pod's own namespace.
  const own = [`--leader-elect-resource-namespace=ops-${width}`];
  const logPath = join(releases.plane.dir, `${width}.log`);
  return startOperatorProcess({ kubeconfigPath, logPath, args: [...args, ...own] });
}

const sftp = { platform: 'sftp', secretRef: { name: 'files' }, config: { host: 'sftp.example.com' } };

async function connect(namespace: string, name: string, spec: object = sftp): Promise<void> {
  const connection = {
    apiVersion: 'connection-operator.dev/v1alpha1',
    kind: 'Connection',
    metadata: { namespace, name },
    spec,
  };
  const { code, stderr } = await releases.plane.kubectl(['apply', '-f', '-'], { input: JSON.stringify(connection) });
  if (code !== 0) throw new Error(stderr);
}

/** A line for each owner of each object. */
function ownersOf(...what: string[]): Promise<string> {
  const owner = '{.kind} {.name} {.uid}{"\\n"}';
  const [kind = ''] = what;
  const list = kind.includes('/') ? '' : '.items[*]';
  return releases.kubectl('get', ...what, '-o', `jsonpath={range ${list}.metadata.ownerReferences[*]}${owner}{end}`);
}

async function reasonOf(namespace: string, name: string, timeout = '40s'): Promise<string> {
  const timeoutArg = `--timeout=${timeout}`;
  await releases.kubectl('wait', '--for=condition=Failed', timeoutArg, '-n', namespace, `connection/${name}`);
  return fieldOf(namespace, name, '{.status.lastTest.reason}');
}

async function untilReason(namespace: string, name: string, reason: string): Promise<void> {
  const wanted = `--for=jsonpath={.status.lastTest.reason}=${reason}`;
  await releases.kubectl('wait', wanted, '--timeout=100s', '-n', namespace, `connection/${name}`);
}

function fieldOf(namespace: string, name: string, path: string): Promise<string> {
  return releases.kubectl('get', 'connection', name, '-n', namespace, '-o', `jsonpath=${path}`);
}

/** What the API server refused to a user, from its audit log; can-i's questions are the administrator's. */
async function refusedTo(user: string): Promise<string[]> {
  const lines = (await readFile(releases.plane.auditLogPath ?? '', 'utf8')).split('\n').filter(Boolean);
  const entries = lines.map(
    (line) =>
      JSON.parse(line) as {
        user: { username: string };
        verb: string;
        requestURI: string;
        responseStatus?: { code: number };
      },
  );
  return entries
    .filter((entry) => entry.user.username === user && entry.responseStatus?.code === 403)
    .map(({ verb, requestURI }) => `${verb} ${requestURI}`);
}
