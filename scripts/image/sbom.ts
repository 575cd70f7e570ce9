/**
 * Prints the software bill of materials of the image (CycloneDX 1.5): npm packages in the bundle, Node.js, and Debian
 * packages. Usage: node scripts/image/sbom.ts BUNDLE ROOT
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Lock {
  packages: Record<string, { version?: string; integrity?: string }>;
}

const [bundle, root] = process.argv.slice(2);
if (bundle === undefined || root === undefined) throw new Error('usage: node scripts/image/sbom.ts BUNDLE ROOT');

const { packages: locked } = await json<Lock>('package-lock.json');
const own = await json<{ name: string; version: string; license: string }>('package.json');
const bundled = await json<{ name: string; version: string; license?: string }[]>(join(bundle, 'packages.json'));
const release = await readFile(join(root, 'usr/lib/os-release'), 'utf8');
const distribution = `debian-${/^VERSION_ID="(.+)"$/m.exec(release)?.[1] ?? ''}`;
const status = join(root, 'var/lib/dpkg/status.d');
const debian = (await readdir(status)).toSorted().map((file) => readFile(join(status, file), 'utf8'));

const components = [...bundled.map(npmPackage), nodeJs(), ...(await Promise.all(debian)).map(debianPackage)];
const licences = [{ license: { id: own.license } }];
const component = { type: 'application', name: own.name, version: own.version, licenses: licences };
const sbom = { bomFormat: 'CycloneDX', specVersion: '1.5', version: 1, metadata: { component }, components };
process.stdout.write(`${JSON.stringify(sbom, null, 2)}\n`);

async function json<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8')) as T;
}

function npmPackage({ name, version, license }: (typeof bundled)[number]): object {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  const expression = license?.replace(/^\((.*)\)$/, '$1');
  const licenses = expression === undefined ? {} : { licenses: [{ expression }] };
  return { type: 'library', 'bom-ref': purl, name, version, purl, ...licenses, ...hashOf(name, version) };
}

/** As the lock file pins it. */
function hashOf(name: string, version: string): object {
  const isMeant = (path: string, found?: string): boolean => path.endsWith(`node_modules/${name}`) && found === version;
  const at = Object.entries(locked).find(([path, entry]) => isMeant(path, entry.version));
  const [, digest] = /^sha512-(.+)$/.exec(at?.[1].integrity ?? '') ?? [];
  if (digest === undefined) throw new Error(`${name} ${version} is not in package-lock.json with its integrity`);
  return { hashes: [{ alg: 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }] };
}

function nodeJs(): object {
  const from = `node-linux-${process.arch}`;
  const found = locked[`node_modules/${from}`]?.version;
  if (found !== process.versions.node) throw new Error(`${from} of package-lock.json is ${found ?? 'not there'}`);
  const cpe = `cpe:2.3:a:nodejs:node.js:${found}:*:*:*:*:*:*:*`;
  const purl = `pkg:npm/${from}@${found}`;
  const licenses = { licenses: [{ expression: 'MIT' }] };
  return {
    type: 'platform',
    'bom-ref': purl,
    name: 'node',
    version: found,
    purl,
    cpe,
    ...licenses,
    ...hashOf(from, found),
  };
}

function debianPackage(text: string): object {
  const field = (key: string): string => new RegExp(`^${key}: (.+)$`, 'm').exec(text)?.[1] ?? '';
  const [name, version] = [field('Package'), field('Version')];
  const query = new URLSearchParams({ arch: field('Architecture'), distro: distribution });
  const purl = `pkg:deb/debian/${name}@${encodeURIComponent(version)}?${query}`;
  return { type: 'library', 'bom-ref': purl, name, version, purl };
}
