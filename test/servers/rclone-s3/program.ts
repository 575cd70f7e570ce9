import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheRoot } from '../../../dev/control-plane/assets.ts';
import { withLock } from '../../../dev/control-plane/cache-lock.ts';
import { goBuild, goMissing } from '../../../dev/control-plane/go-build.ts';

const module = {
  dir: import.meta.dirname,
  tools: { rclone: '.' },
  sources: ['go.mod', 'go.sum', 'main.go'],
  ldflags: [],
};

/** Why rclone cannot be built here; undefined where it can, or has been. Debian's has no S3 server yet. */
export function rcloneLacks(): string | undefined {
  if (existsSync(programPath()) || spawnSync('go', ['version']).status === 0) return undefined;
  return 'Go is needed to build rclone with its S3 server';
}

/** The path of the program: built from its Go module once, and kept in the cache folder. */
export async function builtRclone(): Promise<string> {
  const program = programPath();
  if (existsSync(program)) return program;
  const reason = await goMissing();
  if (reason !== undefined) throw new Error(`rclone cannot be built: ${reason}`);
  const folder = join(program, '..');
  await mkdir(folder, { recursive: true });
  await withLock(
    `${folder}.lock`,
    () => {},
    async () => {
      if (!existsSync(program)) await goBuild(module, ['rclone'], folder);
    },
  );
  return program;
}

function programPath(): string {
  const hash = createHash('sha256');
  for (const source of module.sources) hash.update(readFileSync(join(module.dir, source)));
  return join(cacheRoot(), `rclone-s3-${hash.digest('hex').slice(0, 12)}`, 'rclone');
}
