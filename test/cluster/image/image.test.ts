import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startSmbServer } from '../../../dev/servers/smb-server.ts';
import { describeWithContainers } from '../../support/containers/describe-with-containers.ts';
import { joinCluster, verdictOf } from '../../support/cluster/cluster.ts';
import { scriptedPlatform, startScriptedPlatform } from '../../support/cluster/scripted-platform.ts';
import { beforeTests } from '../../support/cluster/suite.ts';
import { buildImage, docker } from './image.ts';

const run = promisify(execFile);
/** As OpenShift gives a namespace: no user of the image's, in group root. */
const anyUser = '1000680000:0';
const loaded = ['--env', 'NODE_DEBUG=compiled'];
const locked = ['--read-only', '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--user', anyUser];

await describeWithContainers('the image', (baseImage) => {
  const cluster = beforeTests(joinCluster);
  const platform = beforeTests(startScriptedPlatform);
  const containers: string[] = [];
  let dir: string;
  let image: string;
  let archive: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'image-'));
    archive = join(dir, 'image.tar');
    image = await buildImage(baseImage);
    containers.push(await docker('create', image));
    await docker('export', '--output', archive, containers[0] ?? '');
  }, 900_000);

  afterAll(async () => {
    await docker('rm', '--force', '--volumes', ...containers);
    await platform.stop();
    await rm(dir, { recursive: true });
  });

  it('is two programs and their libraries: no shell, no apt, no perl, nothing setuid', async () => {
    const { stdout } = await run('tar', ['--list', '--verbose', '--file', archive], { maxBuffer: 2 ** 26 });
    const entries = stdout.split('\n').map((line) => ({ mode: line.slice(0, 10), path: line.split(/ +/)[5] ?? '' }));

    const programs = entries.filter(
      ({ mode, path }) => mode.startsWith('-') && /^(usr\/(local\/)?)?s?bin\//.test(path),
    );
    expect(programs.map(({ path }) => path).toSorted()).toEqual(['usr/bin/smbclient', 'usr/local/bin/node']);
    expect(entries.filter(({ mode }) => /[sS]/.test(mode))).toEqual([]);
    expect(
      entries.filter(({ path }) => /(^|\/)(perl|apt|dpkg|busybox)$/.test(path) && !/^(var|etc)\//.test(path)),
    ).toEqual([]);
    expect(entries.filter(({ mode, path }) => mode.startsWith('-') && mode[8] === 'w' && path)).toEqual([]);
  });

  it('says what is in it, under which licence, and where the source of that is', async () => {
    const status = await files('var/lib/dpkg/status.d/');
    const sbom = JSON.parse(await text('app/sbom.cdx.json')) as { components: { name: string; purl: string }[] };
    const named = sbom.components.map(({ name }) => name);

    expect(named).toEqual(expect.arrayContaining(['undici', 'ssh2', '@kubernetes/client-node', 'node', 'smbclient']));
    expect(status.filter((name) => !named.includes(name))).toEqual([]);
    expect(sbom.components.filter(({ purl }) => !/^pkg:(npm|deb\/debian)\/[^@]+@.+/.test(purl))).toEqual([]);
    expect(await text('app/LICENCES.txt')).toContain('undici');
    expect(await text('app/LICENCES-NODE.txt')).toContain('OpenSSL');
    expect(await text('usr/share/doc/smbclient/copyright')).toContain('GPL');
    expect(await text('usr/share/doc/connection-operator/SOURCES')).toMatch(/^samba 2:4\.\S+$/m);
  });

  it('has labels, and a user by number', async () => {
    const inspected = await docker('image', 'inspect', '--format', '{{json .Config}}', image);
    const { Labels, User } = JSON.parse(inspected) as { Labels: Record<string, string>; User: string };

    expect(User).toBe('65532:65532');
    expect(Labels).toMatchObject({
      'org.opencontainers.image.licenses': 'Apache-2.0',
      'org.opencontainers.image.revision': 'test',
      'org.opencontainers.image.base.name': baseImage,
    });
  });

  it('tells the first verdicts as any user on a read-only root, smbclient among them', async () => {
    const smb = await startSmbServer({ user: 'svc', password: 'smb-password' });
    await cluster.platform('scripted', scriptedPlatform);
    await cluster.secret('first', { username: 'first', password: platform.password });
    await cluster.secret('files', { username: 'svc', password: 'smb-password' });
    await cluster.connection('first', { secretRef: { name: 'first' }, config: { url: platform.url } });
    const { host, port } = smb;
    const share = { platform: 'smb', secretRef: { name: 'files' }, config: { host, port, share: 'data' } };
    await cluster.connection('files', share);
    const id = await operatorIn(cluster.namespace);

    await docker('start', id);
    await cluster.until('first', (c) => verdictOf(c) === 'True/Verified', 60_000);
    const verdictAt = Date.now();
    await cluster.until('files', (c) => verdictOf(c) === 'True/Verified', 60_000);
    await smb.stop();

    const startedAt = Date.parse(await docker('inspect', '--format', '{{.State.StartedAt}}', id));
    const size = Number(await docker('image', 'inspect', '--format', '{{.Size}}', image));
    const mebibytes = (size / 2 ** 20).toFixed(0);
    const seconds = ((verdictAt - startedAt) / 1000).toFixed(2);
    process.stdout.write(`\nThe image has ${mebibytes} MiB; its first verdict came ${seconds} s after its start\n`);
    const { stdout, stderr } = await run('docker', ['logs', id], { maxBuffer: 2 ** 26 });
    expect(stdout + stderr).toMatch(/run\.cjs: what was compiled was accepted/);
    // As the loader says of an allocator that is not in the image.
    expect(stdout + stderr).not.toContain('cannot be preloaded');
  }, 180_000);

  async function operatorIn(namespace: string): Promise<string> {
    const kubeconfig = join(dir, 'kubeconfig');
    await run('cp', [process.env['TEST_KUBECONFIG'] ?? '', kubeconfig]);
    await chmod(dir, 0o755);
    await chmod(kubeconfig, 0o644);
    const mount = ['--volume', `${kubeconfig}:/kubeconfig:ro`, '--env', 'KUBECONFIG=/kubeconfig'];
    const flags = ['--namespaces', namespace, '--egress-allow', '127.0.0.0/8', '--no-publish-platforms'];
    const ports = ['--listen', '127.0.0.1', '--health-port', '0', '--metrics-port', '0'];
    const id = await docker('create', '--network', 'host', ...loaded, ...locked, ...mount, image, ...flags, ...ports);
    containers.push(id);
    return id;
  }

  async function text(path: string): Promise<string> {
    const { stdout } = await run('tar', ['--extract', '--to-stdout', '--file', archive, path], { maxBuffer: 2 ** 26 });
    return stdout;
  }

  async function files(folder: string): Promise<string[]> {
    const { stdout } = await run('tar', ['--list', '--file', archive, folder], { maxBuffer: 2 ** 26 });
    return stdout.split('\n').flatMap((path) => (path.length > folder.length ? [path.slice(folder.length)] : []));
  }
});
