import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pemFor } from '../../support/fake-tls.ts';
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
  const [plain, tls] = [await freePort(), await freePort()];
  const output: string[] = [];
  const server = spawn('bash', [join(home, 'bin/kc.sh'), 'start', '--optimized', ...flags(folder, plain, tls)], {
    env: { ...process.env, JAVA_OPTS_APPEND: '-XX:TieredStopAtLevel=1 -Djava.net.preferIPv4Stack=true' },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => output.push(String(text)));
  await ready(server, plain, output);
  return {
    plain,
    tls,
    events: () => [...output.join('').matchAll(/\btype="(\w*LOGIN\w*)"/g)].map(([, type = '']) => type),
    silence: (silent) => signal(server, silent ? 'SIGSTOP' : 'SIGCONT'),
    async stop() {
      if (server.exitCode === null && server.signalCode === null) {
        signal(server, 'SIGKILL');
        await once(server, 'close');
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** To the script, and to Java in it. */
function signal({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid !== undefined) process.kill(-pid, name);
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

async function ready(server: ChildProcess, port: number, output: readonly string[]): Promise<void> {
  while (server.exitCode === null) {
    const answer = await fetch(`http://127.0.0.1:${port}/realms/acme`).catch(() => undefined);
    if (answer?.ok) return;
    await delay(300);
  }
  throw new Error(`Keycloak has ended: ${output.join('').slice(-2000)}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
