/**
 * Adds to package-lock.json the builds for other systems that npm left out because the registry it asked did not list them;
 * `npm ci` refuses a lock file without them. Run it after every `npm install`.
 */
import { readFile, writeFile } from 'node:fs/promises';

interface Entry {
  version?: string;
  dev?: boolean;
  optionalDependencies?: Record<string, string>;
  cpu?: string[];
  os?: string[];
  libc?: string[];
  optional?: boolean;
}

const path = 'package-lock.json';
const platform =
  /(android|darwin|freebsd|linux|openharmony|win32|sunos|aix|netbsd|openbsd)-(arm64|arm|x64|ia32|loong64|ppc64|riscv64|s390x|mips64el)/;

const lock = JSON.parse(await readFile(path, 'utf8')) as { packages: Record<string, Entry> };
const before = Object.keys(lock.packages).length;
for (const [at, { dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const [, os, cpu] = platform.exec(name) ?? [];
    const isThere = lock.packages[`node_modules/${name}`] ?? lock.packages[`${at}/node_modules/${name}`];
    if (isThere || os === undefined || cpu === undefined || !/^\d/.test(version)) continue;
    lock.packages[`node_modules/${name}`] = entryOf({ name, version, os, cpu }, dev);
  }
}
const sorted = Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, 'en'));
await writeFile(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
console.log(`${sorted.length - before} builds for other systems added to ${path}`);

function entryOf(build: { name: string; version: string; os: string; cpu: string }, dev: boolean | undefined): Entry {
  const { name, version, os, cpu } = build;
  const libc = os === 'linux' ? { libc: [name.includes('musl') ? 'musl' : 'glibc'] } : {};
  return { version, cpu: [cpu], ...(dev ? { dev } : {}), ...libc, optional: true, os: [os] };
}
