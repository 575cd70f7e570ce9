import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pemFor } from '../../support/fake-tls.ts';
import { freePorts } from '../programs/ports.ts';
import { startProgram } from '../programs/program.ts';
import { keycloakHome } from './program.ts';
import { realms } from './realm.ts';

export const host = 'id.acme.example';

/** Keycloak on this machine, with its realms in memory. */
export interface Keycloak {
  plain: number;
  tls: number;
  /** Every sign-in that it has logged, of a client or a user: `CLIENT_LOGIN`, `LOGIN_ERROR`… A log comes after the response. */
  events(): readonly string[];
  silence(silent: boolean): void;
  stop(): Promise<void>;
}

export async function startKeycloak(): Promise<Keycloak> {
  const folder = await mkdtemp(join(tmpdir(), 'keycloak-'));
  const home = join(folder, 'home');
  await cp(keycloakHome(), home, { recursive: true });
  await mkdir(join(home, 'data/import'), { recursive: true });
  for (const realm of realms) {
    await writeFile(join(home, `data/import/${realm.realm}-realm.json`), JSON.stringify(realm));
  }
  const { cert, key } = await pemFor(host);
  await writeFile(join(folder, 'cert.pem'), cert);
  await writeFile(join(folder, 'key.pem'), key);
  const [plain = 0, tls = 0] = await freePorts(2);
  const program = await startProgram(
    ['bash', join(home, 'bin/kc.sh'), 'start', '--optimized', ...flags(folder, plain, tls)],
    {
      env: { JAVA_OPTS_APPEND: '-XX:TieredStopAtLevel=1 -Djava.net.preferIPv4Stack=true' },
      ready: async () => (await fetch(`http://127.0.0.1:${plain}/realms/acme`).catch(() => undefined))?.ok === true,
    },
  );
  return {
    plain,
    tls,
    events: () => [...program.output().matchAll(/\btype="(\w*LOGIN\w*)"/g)].map(([, type = '']) => type),
    silence: program.silence,
    async stop() {
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function flags(folder: string, plain: number, tls: number): string[] {
  return [
    '--import-realm',
    '--hostname-strict=false',
    '--cache=local',
    '--http-enabled=true',
    '--http-host=127.0.0.1',
    `--http-port=${plain}`,
    `--https-port=${tls}`,
    `--https-certificate-file=${join(folder, 'cert.pem')}`,
    `--https-certificate-key-file=${join(folder, 'key.pem')}`,
    '--log-level=warn,org.keycloak.events:debug',
  ];
}
