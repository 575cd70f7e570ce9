import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheRoot } from '../../../dev/control-plane/assets.ts';

const run = promisify(execFile);
const version = '26.5.6';

/** Why Keycloak cannot be started here; undefined where it was made ready. */
export function keycloakLacks(): string | undefined {
  return existsSync(keycloakHome())
    ? undefined
    : 'Keycloak is not there: node test/servers/java/cli.ts fetches it, with Maven and a JDK';
}

export function keycloakHome(): string {
  return join(cacheRoot(), `keycloak-${version}`);
}

/** Fetched from Maven's artifacts, and built for a database in memory, unless it is there; whole or not at all. */
export async function fetchKeycloak(): Promise<string> {
  const home = keycloakHome();
  if (existsSync(home)) return home;
  await mkdir(cacheRoot(), { recursive: true });
  const temporary = await mkdtemp(`${home}-`);
  const artifact = `-Dartifact=org.keycloak:keycloak-quarkus-dist:${version}:zip`;
  await run('mvn', ['--batch-mode', '--quiet', 'dependency:copy', artifact, `-DoutputDirectory=${temporary}`]);
  const unpacked = join(temporary, `keycloak-${version}`);
  const archive = join(temporary, `keycloak-quarkus-dist-${version}.zip`);
  await run('jar', ['--extract', '--file', archive], { cwd: temporary });
  const disabled = '--features-disabled=kerberos,ciba,par';
  await run('bash', [join(unpacked, 'bin/kc.sh'), 'build', '--db=dev-mem', disabled]);
  await rename(unpacked, home).catch(() => {});
  await rm(temporary, { recursive: true });
  return home;
}
