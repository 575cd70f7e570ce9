import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jarsOf } from '../java/built.ts';
import { writeCertificates } from '../programs/folder.ts';
import { freePorts } from '../programs/ports.ts';
import { startProgram } from '../programs/program.ts';

/** Host of the certificates. */
export const host = 'ecm.acme.example';
export const password = 'canary-p+/?:pw';

export interface OpenCmis {
  plain: number;
  tls: number;
  expired: number;
  silence(silent: boolean): void;
  stop(): Promise<void>;
}

/** OpenCMIS with a repository in memory, in a Tomcat: at `/closed` the Tomcat asks for a user, at `/open` nobody is asked. */
export async function startOpenCmis(): Promise<OpenCmis> {
  const folder = await mkdtemp(join(tmpdir(), 'opencmis-'));
  await writeCertificates(folder, host);
  const jars = jarsOf('opencmis');
  const [plain = 0, tls = 0, expired = 0] = await freePorts(3);
  const war = join(jars, 'chemistry-opencmis-server-inmemory-1.1.0.war');
  const java = ['java', '-XX:TieredStopAtLevel=1', '-Xmx256m', '-cp', join(jars, '*'), 'Serve'];
  const program = await startProgram([...java, folder, war, ...[plain, tls, expired].map(String)], {
    env: { CMIS_PASSWORD: password },
    ready: async () => (await fetch(`http://127.0.0.1:${plain}/closed/`).catch(() => undefined))?.status === 401,
  });
  await close(`http://127.0.0.1:${plain}/closed/browser/A1/root/My_Folder-0-1`);
  return {
    plain,
    tls,
    expired,
    silence: program.silence,
    async stop() {
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Takes the folder away from everybody but one who is not asked here. */
async function close(url: string): Promise<void> {
  const body = new FormData();
  for (const [name, value] of [
    ['cmisaction', 'applyACL'],
    ['addACEPrincipal[0]', 'boss'],
    ['addACEPermission[0][0]', 'cmis:all'],
    ['removeACEPrincipal[0]', 'anyone'],
    ['removeACEPermission[0][0]', 'cmis:all'],
  ] as const)
    body.append(name, value);
  const authorization = `Basic ${Buffer.from(`svc:${password}`).toString('base64')}`;
  const response = await fetch(url, { method: 'POST', body, headers: { authorization } });
  if (!response.ok) throw new Error(`applyACL: ${response.status} ${await response.text()}`);
}
