import { execFile, spawnSync } from 'node:child_process';
import { link, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const version = 'v1.8.0';

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

/** The path of the gateway's program: built from its Go module once, and kept in the cache folder. */
export async function built(): Promise<string> {
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
