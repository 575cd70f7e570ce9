import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { requiredGo } from './go-modules.ts';
import type { GoModule } from './go-modules.ts';
import { createReaper, type Reaper } from './reaper.ts';

const KEPT_LINES = 15;
// No cgo: the programs then need no C compiler here, and are the same everywhere. The rest keeps the caller's own
// workspace and module settings out.
const GO_ENVIRONMENT = { CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '-mod=readonly -buildvcs=false' };

/** Why Go cannot build the modules on this machine, or undefined when it can. */
export async function goMissing(): Promise<string | undefined> {
  const [major, minor] = requiredGo();
  const wanted = `Go ${major}.${minor} or newer`;
  try {
    const { stdout } = await promisify(execFile)('go', ['env', 'GOVERSION', 'GOTOOLCHAIN']);
    const [version = '', toolchain] = stdout.split('\n');
    const found = Number(/^go1\.(\d+)/.exec(version)?.[1] ?? 0);
    // From 1.21 on, Go fetches the toolchain that a go.mod asks for, unless it is told to stay local.
    if (found >= minor || (found >= 21 && toolchain !== 'local')) return undefined;
    return `${version} is installed, and building needs ${wanted}`;
  } catch {
    return `go is not installed (${wanted} can build them)`;
  }
}

/** Builds `tools` of one module into `folder`; each is there whole or not at all. */
export async function goBuild<T extends string>(module: GoModule<T>, tools: T[], folder: string): Promise<void> {
  const packages = tools.map((tool) => module.tools[tool] ?? '.');
  const temporary = await mkdtemp(join(folder, '.build-'));
  const reaper = createReaper(temporary);
  try {
    const ldflags = ['-s', '-w', ...module.ldflags].join(' ');
    const output = tools.length === 1 ? join(temporary, tools[0] ?? '') : `${temporary}/`;
    const tags = module.tags === undefined ? [] : ['-tags', module.tags.join()];
    await run(['build', '-trimpath', ...tags, '-ldflags', ldflags, '-o', output, ...packages], module.dir, reaper);
    for (const tool of tools) await rename(join(temporary, tool), join(folder, tool));
  } finally {
    reaper.end(); // it removes the folder too: not before the programs are out of it
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Writes go.mod and go.sum of a module that has neither yet. */
export async function goTidy(dir: string): Promise<void> {
  const reaper = createReaper('');
  await run(['mod', 'tidy'], dir, reaper).finally(() => reaper.end());
}

async function run(args: string[], cwd: string, reaper: Reaper): Promise<void> {
  const env = { ...process.env, ...GO_ENVIRONMENT };
  const child = spawn('go', args, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  if (child.pid !== undefined) reaper.watch([-child.pid]); // the group: go's compilers and linker too
  let output: string[] = [];
  child.stderr.on('data', (chunk) => {
    output = [...output, ...String(chunk).split('\n')].filter(Boolean).slice(-KEPT_LINES);
  });
  const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  reaper.watch([]);
  if (code !== 0) throw new Error(`go ${args[0]} in ${cwd} failed:\n${output.join('\n')}`);
}
