/** Prints the bill of materials of what is installed with the product (SPDX, JSON): `npm run -s sbom > FILE`. */
import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const npm = promisify(execFile);
const most = 64 * 2 ** 20;

// `npm sbom --omit dev` leaves out what a development package needs as well, ssh2 and jose among them: so it is asked
// about a copy that has no development packages.
const dir = await mkdtemp(join(tmpdir(), 'sbom-'));
try {
  const { devDependencies: _, ...rest } = JSON.parse(await readFile('package.json', 'utf8')) as Record<string, unknown>;
  await writeFile(join(dir, 'package.json'), JSON.stringify(rest));
  await copyFile('package-lock.json', join(dir, 'package-lock.json'));
  const lock = ['--package-lock-only', '--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
  await npm('npm', ['install', ...lock], { cwd: dir });
  const format = ['--sbom-format', 'spdx', '--package-lock-only'];
  const { stdout } = await npm('npm', ['sbom', ...format], { cwd: dir, maxBuffer: most });
  process.stdout.write(stdout);
} finally {
  await rm(dir, { recursive: true });
}
