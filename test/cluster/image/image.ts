import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { copyFile, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { getCACertificates } from 'node:tls';

const run = promisify(execFile);
const npm = 'npm@11.6.2';
const npmImage = 'connection-operator-npm:test';
const image = 'connection-operator:test';

/** @returns what it prints. @throws with its output where it fails */
export async function docker(...args: string[]): Promise<string> {
  const { stdout } = await run('docker', args, { maxBuffer: 2 ** 26 });
  return stdout.trim();
}

/** Builds the Dockerfile as it is. @returns the image's name */
export async function buildImage(baseImage: string): Promise<string> {
  await buildNpm(baseImage);
  const given = {
    BASE_IMAGE: baseImage,
    BUILD_IMAGE: npmImage,
    CA_CERTIFICATE: ownAuthorities(),
    NPM_REGISTRY: (await run('npm', ['config', 'get', 'registry'])).stdout.trim(),
    REVISION: 'test',
  };
  const args = Object.entries(given).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]);
  await docker('build', '--quiet', '--tag', image, ...args, '.');
  return image;
}

/** Debian's npm brings some four hundred packages; this is npm alone, and the Node.js of this very process. */
async function buildNpm(baseImage: string): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'npm-image-'));
  try {
    await run('npm', ['pack', npm, '--pack-destination', dir]);
    const [packed = ''] = await readdir(dir);
    await rename(join(dir, packed), join(dir, 'npm.tgz'));
    await copyFile(process.execPath, join(dir, 'node'));
    const lines = [
      `FROM ${baseImage}`,
      'ADD npm.tgz /opt/npm/',
      'COPY node /usr/local/bin/node',
      'RUN ln -s /opt/npm/package/bin/npm-cli.js /usr/local/bin/npm',
    ];
    await writeFile(join(dir, 'Dockerfile'), lines.join('\n'));
    await docker('build', '--quiet', '--tag', npmImage, dir);
  } finally {
    await rm(dir, { recursive: true });
  }
}

/** Certificate authorities that this machine trusts and Node.js by itself does not: those of a proxy that looks into TLS. */
function ownAuthorities(): string {
  const idOf = (pem: string): string => new X509Certificate(pem).fingerprint256;
  const known = new Set(getCACertificates('bundled').map(idOf));
  const own = [...getCACertificates('system'), ...getCACertificates('extra')].filter((pem) => !known.has(idOf(pem)));
  return [...new Set(own)].join('\n');
}
