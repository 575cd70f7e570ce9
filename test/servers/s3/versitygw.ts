import { execFile, spawnSync } from 'node:child_process';
import { copyFile, link, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';

const run = promisify(execFile);
const version = 'v1.8.0';
const port = 7070;

export interface Key {
  accessKeyId: string;
  secretAccessKey: string;
}

export interface VersityGw {
  url: string;
  root: Key;
  /** Owns the bucket `finance-archive`. */
  owner: Key;
  /** Has no bucket. */
  stranger: Key;
  stop(): Promise<unknown>;
}

const root = { accessKeyId: 'AKIDROOT', secretAccessKey: 'canary-root-secret-access-key' };
const owner = { accessKeyId: 'AKIDOWNER', secretAccessKey: 'canary-owner-secret-access-key' };
const stranger = { accessKeyId: 'AKIDSTRANGER', secretAccessKey: 'canary-stranger-secret-access-key' };

/** Versity's S3 gateway over a folder, in a container: built from its Go module once and kept in the cache folder. */
export async function startVersityGw(): Promise<VersityGw> {
  const context = await mkdtemp(join(tmpdir(), 'versitygw-'));
  await copyFile(join(import.meta.dirname, 'Dockerfile'), join(context, 'Dockerfile'));
  await copyFile(await built(), join(context, 'versitygw'));
  const image = await GenericContainer.fromDockerfile(context).build();
  await rm(context, { recursive: true });
  const container = await image
    .withEnvironment({ ROOT_ACCESS_KEY: root.accessKeyId, ROOT_SECRET_KEY: root.secretAccessKey })
    .withExposedPorts(port)
    .withWaitStrategy(Wait.forListeningPorts())
    .start();
  for (const { accessKeyId, secretAccessKey } of [owner, stranger]) {
    await admin(container, 'create-user', '--access', accessKeyId, '--secret', secretAccessKey, '--role', 'user');
  }
  await admin(container, 'create-bucket', '--bucket', 'finance-archive', '--owner', owner.accessKeyId);
  const url = `http://${container.getHost()}:${container.getMappedPort(port)}`;
  return { url, root, owner, stranger, stop: () => container.stop() };
}

async function admin(container: StartedTestContainer, ...command: string[]): Promise<void> {
  const as = [
    '--access',
    root.accessKeyId,
    '--secret',
    root.secretAccessKey,
    '--endpoint-url',
    `http://127.0.0.1:${port}`,
  ];
  const { exitCode, output } = await container.exec(['versitygw', 'admin', ...as, ...command]);
  if (exitCode !== 0) throw new Error(`versitygw admin ${command[0]}: ${output}`);
}

/** Why the gateway cannot be built here; undefined where it can, or has been. */
export function versityGwLacks(): string | undefined {
  if (existsSync(programPath())) return undefined;
  if (process.platform !== 'linux') return 'the S3 gateway is built on Linux only';
  return spawnSync('go', ['version']).status === 0 ? undefined : 'Go is needed to build the S3 gateway';
}

function programPath(): string {
  const cache =
    process.env['CONNECTION_OPERATOR_CACHE'] ??
    join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'connection-operator');
  return join(cache, `versitygw-${version}`, 'versitygw');
}

async function built(): Promise<string> {
  const program = programPath();
  const folder = dirname(program);
  if (existsSync(program)) return program;
  await mkdir(folder, { recursive: true });
  const temporary = await mkdtemp(join(folder, '.build-'));
  const env = { ...process.env, GOBIN: temporary, CGO_ENABLED: '0', GOWORK: 'off' };
  await run('go', ['install', '-trimpath', '-ldflags=-s -w', `github.com/versity/versitygw/cmd/versitygw@${version}`], {
    env,
  });
  // Whole or not at all, whoever else builds it at the same time.
  await link(join(temporary, 'versitygw'), program).catch(() => {});
  await rm(temporary, { recursive: true });
  return program;
}
