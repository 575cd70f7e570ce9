import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startOperatorProcess, type OperatorProcess } from '../../dev/operator-process.ts';
import { encryptedPair, passphrase } from '../platforms/sftp/setup.ts';
import { buildOperator } from '../../dev/built-operator.ts';
import { joinCluster, verdictOf } from '../support/cluster/cluster.ts';
import { scriptedPlatform, startScriptedPlatform } from '../support/cluster/scripted-platform.ts';
import { beforeTests } from '../support/cluster/suite.ts';

/** What the image runs, as a process of its own, where it can write nothing. */
const cluster = beforeTests(joinCluster);
const platform = beforeTests(startScriptedPlatform);
let dir: string;
let bundle: string;
let main: string;
let operator: OperatorProcess;
let firstVerdictMs: number;

async function start(): Promise<void> {
  const args = ['--namespaces', cluster.namespace, '--no-publish-platforms', '--log-level', 'debug'];
  operator = await startOperatorProcess({
    kubeconfigPath: process.env['TEST_KUBECONFIG'] ?? '',
    logPath: join(dir, 'operator.log'),
    main,
    env: { NODE_DEBUG: 'compiled', TMPDIR: join(dir, 'none'), HOME: join(dir, 'none') },
    args,
  });
}

async function files(): Promise<string[]> {
  const names = await readdir(bundle, { recursive: true });
  const written = names.toSorted().map(async (name) => `${name} ${(await stat(join(bundle, name))).mtimeMs}`);
  return Promise.all(written);
}

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'bundle-'));
  bundle = join(dir, 'app');
  ({ main } = await buildOperator(bundle));
  await cluster.platform('scripted', scriptedPlatform);
  await cluster.secret('first', { username: 'first', password: platform.password });
  await cluster.connection('first', { secretRef: { name: 'first' }, config: { url: platform.url } });
}, 180_000);

afterAll(async () => {
  await operator?.stop();
  await platform.stop();
  await chmod(bundle, 0o755);
  await rm(dir, { recursive: true });
  process.stdout.write(`\nFirst verdict of the bundle: ${(firstVerdictMs / 1000).toFixed(2)} s after its start\n`);
});

it('tells the first verdict, and writes no file', async () => {
  const before = await files();
  const from = performance.now();

  await start();
  await cluster.until('first', (c) => verdictOf(c) === 'True/Verified');

  firstVerdictMs = performance.now() - from;
  expect(platform.seen('first')).toBe(1);
  expect(await files()).toEqual(before);
  const log = await readFile(join(dir, 'operator.log'), 'utf8');
  expect(log).toMatch(/run\.cjs: what was compiled was accepted/);
  expect(log).not.toContain('not accepted');
}, 180_000);

it('is small in memory: a byte for each character', async () => {
  const names = (await readdir(bundle)).filter((name) => /\.c?js$/.test(name));
  const texts = await Promise.all(names.map((name) => readFile(join(bundle, name), 'utf8')));

  expect(names.length).toBeGreaterThan(5);
  // eslint-disable-next-line no-control-regex
  expect(names.filter((_name, index) => /[^\x00-\xff]/.test(texts[index] ?? ''))).toEqual([]);
});

it('starts without the parts of Node.js that it never uses', async () => {
  const [loader, script] = ['compiled.js', 'run.cjs'].map((name) => JSON.stringify(join(bundle, name)));
  const load = `(await import(${loader})).load(${script}); console.log(process.moduleLoadList.join('\\n'))`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', load]);

  expect(stdout).toContain('NativeModule http\n');
  expect(stdout).not.toContain('undici');
});

it('decrypts private keys in a thread of its own', async () => {
  await cluster.secret('key', { username: 'first', privateKey: encryptedPair.private, passphrase });
  await cluster.connection('key', {
    platform: 'sftp',
    secretRef: { name: 'key' },
    config: { host: '127.0.0.1', port: 1 },
  });

  const after = await cluster.until('key', ({ status }) => status?.lastTest !== undefined);

  // The key is good, so that the test came as far as the server that is not there.
  expect(JSON.stringify(after.status)).toContain('127.0.0.1:1');
  expect(JSON.stringify(after.status)).not.toContain('passphrase');
}, 180_000);

it('names the licence of everything that is in it', async () => {
  const licences = await readFile(join(bundle, 'LICENCES.txt'), 'utf8');

  for (const name of ['@kubernetes/client-node', 'undici', 'ssh2', 'node-fetch', '@dot-i/k8s-operator'])
    expect(licences).toMatch(new RegExp(`^${name} \\d+\\.\\d+`, 'm'));
});
