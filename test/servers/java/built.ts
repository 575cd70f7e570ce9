import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheRoot } from '../../../dev/control-plane/assets.ts';

const run = promisify(execFile);

/** Servers that Maven builds, each in a folder beside this one: `pom.xml`, and what starts the server. */
export const javaServers = ['mina', 'ftpserver', 's3proxy', 'opencmis'] as const;
export type JavaServer = (typeof javaServers)[number];

/** Why a suite cannot use the server: nobody has built it on this machine. It is asked for, and not made by a test run. */
export function javaServerLacks(name: JavaServer): string | undefined {
  return existsSync(folderOf(name))
    ? undefined
    : `${name} is not built: node test/servers/java/cli.ts does so, with Maven and a JDK`;
}

/** Where the jars of a server are that was built. */
export function jarsOf(name: JavaServer): string {
  return join(folderOf(name), 'jars');
}

/** Builds it from Maven's artifacts, unless it is there; whole or not at all. */
export async function buildJavaServer(name: JavaServer): Promise<string> {
  const folder = folderOf(name);
  if (existsSync(folder)) return folder;
  await mkdir(cacheRoot(), { recursive: true });
  const temporary = await mkdtemp(`${folder}-`);
  await cp(sourceOf(name), temporary, { recursive: true });
  const jars = join(temporary, 'jars');
  const goals = ['package', 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${jars}`];
  await run('mvn', ['--batch-mode', '--quiet', ...goals], { cwd: temporary });
  await cp(join(temporary, 'target', `${name}-1.jar`), join(jars, `${name}.jar`));
  await rm(join(temporary, 'target'), { recursive: true });
  await rename(temporary, folder).catch(() => rm(temporary, { recursive: true }));
  return folder;
}

/** One folder for each state of its sources. */
function folderOf(name: JavaServer): string {
  const hash = createHash('sha256');
  const folder = sourceOf(name);
  for (const path of ['pom.xml', ...globSync('src/**/*.java', { cwd: folder }).toSorted()]) {
    hash.update(readFileSync(join(folder, path)));
  }
  return join(cacheRoot(), `java-${name}-${hash.digest('hex').slice(0, 12)}`);
}

function sourceOf(name: JavaServer): string {
  return join(import.meta.dirname, '..', name);
}
