import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { registry } from '../../src/connectors/index.ts';
import { Released } from './support/released.ts';
import { installReleases, type Releases } from './support/releases.ts';

/** The real operator with the rights and the flags that the chart gives it. */
let releases: Releases;
let released: Released;
const last = `platform/${[...registry.keys()].at(-1)}`;
const builtIn = ['platforms', '-l', 'connection-operator.dev/built-in=true'];

beforeAll(async () => {
  releases = await installReleases();
  released = new Released(releases);
}, 600_000);

afterAll(() => releases?.stop());

it('tests in a listed namespace alone, without the platforms', async () => {
  const operator = await released.start('listed');
  await released.connect('team-b', 'elsewhere');
  await released.connect('team-a', 'files');

  expect(await released.reasonOf('team-a', 'files')).toBe('SecretNotFound');
  await operator.stop();
  expect(await released.refusedTo('listed')).toEqual([]);
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
});

it('reads and watches a named Secret that it may not list', async () => {
  await releases.kubectl('create', 'secret', 'generic', 'files', '-n', 'team-b', '--from-literal=username=me');
  const operator = await released.start('named');
  await released.connect('team-b', 'files');

  expect(await released.reasonOf('team-b', 'files')).toBe('SecretKeyMissing');
  await releases.kubectl('delete', 'secret', 'files', '-n', 'team-b');
  await released.untilReason('team-b', 'files', 'SecretNotFound');
  await operator.stop();
  expect(await released.refusedTo('named')).toEqual([]);
});

it('reads the Secrets of the whole cluster if it is let, and is refused nothing', async () => {
  const operator = await released.start('everywhere');
  await released.connect('other', 'anywhere');

  expect(await released.reasonOf('other', 'anywhere')).toBe('SecretNotFound');
  await operator.stop();
  expect(await released.refusedTo('everywhere')).toEqual([]);
});

it('says how a namespace lets it read Secrets, and watches them once that is done', async () => {
  await releases.kubectl('create', 'namespace', 'later');
  const operator = await released.start('wide');
  await released.connect('later', 'files');

  expect(await released.reasonOf('later', 'files', '100s')).toBe('SecretAccessDenied');
  const told = await released.fieldOf('later', 'files', '{.status.conditions[?(@.type=="Failed")].message}');
  const [, command = ''] = /`kubectl ([^`]+)`/.exec(told) ?? [];
  expect(told).toContain('ServiceAccount ops-wide/wide-connection-operator');
  await releases.kubectl(...command.split(' '));
  await released.untilReason('later', 'files', 'SecretNotFound');
  await releases.kubectl('create', 'secret', 'generic', 'files', '-n', 'later', '--from-literal=username=me');
  await released.untilReason('later', 'files', 'SecretKeyMissing');
  await operator.stop();
  expect(await released.refusedTo('wide')).toEqual([]);
}, 240_000);

it('is refused nothing, and lists its platforms', async () => {
  const operator = await released.start('wide');
  await released.connect('team-b', 'more');

  expect(await released.reasonOf('team-b', 'more')).toBe('SecretNotFound');
  await releases.kubectl('wait', '--for=create', '--timeout=20s', 'platform/sftp');
  await releases.kubectl('wait', '--for=condition=Accepted', '--timeout=20s', 'platform/sftp');
  await operator.stop();
  expect(await released.refusedTo('wide')).toEqual([]);
});

it('gives its platforms an owner of the release, and puts back what somebody deletes', async () => {
  const operator = await released.start('wide');
  await releases.kubectl('wait', '--for=create', '--timeout=40s', last);
  const role = 'ops-wide-wide-connection-operator-platforms';
  const uid = await releases.kubectl('get', 'clusterrole', role, '-o', 'jsonpath={.metadata.uid}');
  const owners = (await released.ownersOf(...builtIn)).split('\n');

  expect(new Set(owners)).toEqual(new Set([`ClusterRole ${role} ${uid}`]));
  expect(owners).toHaveLength(registry.size);
  await releases.kubectl('delete', last);
  await releases.kubectl('wait', '--for=create', '--timeout=40s', last);
  expect(await released.ownersOf(last)).toBe(owners[0]);
  await operator.stop();
  expect(await released.refusedTo('wide')).toEqual([]);
});

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
    const operator = await released.start('everywhere');
    await released.connect('team-a', 'dav', {
      platform: 'webdav',
      secretRef: { name: 'dav' },
      config: { url },
      displayName,
    });
    const isNamed = `--for=jsonpath={.status.displayName}=${displayName}`;
    await releases.kubectl('wait', isNamed, '--timeout=40s', '-n', 'team-a', 'connection/dav');
    await operator.stop();
  }
  server.close();

  // One each without it; a minute after the first a second one may go out.
  expect(signIns).toBeGreaterThan(0);
  expect(signIns).toBeLessThanOrEqual(2);
  expect(await released.fieldOf('team-a', 'dav', '{.status.attempts[*].ending}')).toContain('Refused');
  const own = ['secret', 'everywhere-connection-operator-attempts', '-n', 'ops-everywhere'];
  const key = await releases.kubectl('get', ...own, '-o', 'jsonpath={.data.key}');
  expect(Buffer.from(key, 'base64')).toHaveLength(32);
  expect(await released.refusedTo('everywhere')).toEqual([]);
});

it('is refused nothing with the values for OpenShift and its admission plugin', async () => {
  await releases.kubectl('delete', ...builtIn);
  const operator = await released.start('openshift');
  await released.connect('team-a', 'shifted');

  expect(await released.reasonOf('team-a', 'shifted')).toBe('SecretNotFound');
  await releases.kubectl('wait', '--for=create', '--timeout=40s', last);
  expect(await released.ownersOf(last)).toContain('ClusterRole ops-openshift-openshift-connection-operator-platforms');
  await operator.stop();
  expect(await released.refusedTo('openshift')).toEqual([]);
});

it('asks there once whether it may own Platforms that an earlier version listed, and brings them up to date', async () => {
  const names = (await releases.kubectl('get', ...builtIn, '-o', 'name')).split('\n');
  const content = String.raw`jsonpath={.metadata.annotations.connection-operator\.dev/content}`;
  const current = await releases.kubectl('get', last, '-o', content);
  await releases.kubectl('patch', ...names, '--type=merge', '--patch={"metadata":{"ownerReferences":null}}');
  await releases.kubectl('annotate', '--overwrite', last, 'connection-operator.dev/content=older');
  const operator = await released.start('openshift');

  await releases.kubectl('wait', `--for=${content}=${current}`, '--timeout=40s', last);
  await operator.stop();
  expect(await released.ownersOf(last)).toBe('');
  expect(await released.refusedTo('openshift')).toEqual([expect.stringContaining('/platforms/alfresco?')]);
});
