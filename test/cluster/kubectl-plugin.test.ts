import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import { controlPlaneAssets } from '../../dev/control-plane/assets.ts';

const program = fileURLToPath(new URL('../../bin/connection.js', import.meta.url));

it('is kubectl connection where a link of that name is in PATH, as docs/cli.md says', async () => {
  const { kubectl } = await controlPlaneAssets({ log: () => {} });
  const folder = await mkdtemp(join(tmpdir(), 'plugin-'));
  await symlink(program, join(folder, 'kubectl-connection'));
  const env = { ...process.env, PATH: [folder, dirname(process.execPath), process.env['PATH']].join(delimiter) };

  const { stdout } = await promisify(execFile)(kubectl, ['connection', 'platforms', 'webdav'], { env });
  await rm(folder, { recursive: true });

  expect(stdout).toMatch(/^webdav +/m);
});
