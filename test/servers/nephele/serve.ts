import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { host, password } from '../dav/servers.ts';
import { filesIn, writeCertificates } from '../programs/folder.ts';
import { freePorts } from '../programs/ports.ts';
import { listens, startProgram } from '../programs/program.ts';
import { installedNephele } from './program.ts';

export const title = 'Nephele 1.0.0-alpha.67';

export interface Nephele {
  /** With HTTP Basic, open, TLS, and TLS that has expired. */
  ports: readonly number[];
  /** Every file, with its size. */
  files(): Promise<string>;
  silence(silent: boolean): void;
  stop(): Promise<void>;
}

/** Nephele over a folder of this machine. */
export async function startNephele(): Promise<Nephele> {
  const packages = await installedNephele();
  const folder = await mkdtemp(join(tmpdir(), 'nephele-'));
  await furnish(join(folder, 'data'));
  await writeCertificates(folder, host);
  const ports = await freePorts(4);
  const node = [process.execPath, join(import.meta.dirname, 'server.ts'), packages, folder];
  const program = await startProgram([...node, ...ports.map(String)], {
    env: { DAV_PASSWORD: password },
    ready: () => listens(...ports),
  });
  return {
    ports,
    files: () => filesIn(join(folder, 'data')),
    silence: program.silence,
    async stop() {
      await program.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The server asks the modes of files what others may: they may write in `files` alone. */
async function furnish(data: string): Promise<void> {
  for (const path of ['files/sub', 'files/upload', 'read-only']) await mkdir(join(data, path), { recursive: true });
  for (const path of ['files', 'files/sub', 'files/upload']) await chmod(join(data, path), 0o777);
  for (const path of ['files/file.txt', 'files/upload/theirs.csv']) await writeFile(join(data, path), 'theirs');
}
