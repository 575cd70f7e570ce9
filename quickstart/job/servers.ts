import { startWebDavServer } from '../../dev/servers/webdav-server.ts';
import type { Values } from './manifests.ts';
import { rightPassword } from '../platform-servers.ts';

export interface JobServers {
  values: Values;
  /** Of the destination, as its Secret needs it. */
  account: { username: string; password: string };
  /** Names of the files in the source. */
  files: readonly string[];
  /** Those that are in the destination with the very content that they have in the source. */
  copied(): Promise<string[]>;
  stop(): Promise<void>;
}

/** Two WebDAV servers: one with some files, which its account may read, and an empty one. */
export async function startJobServers(): Promise<JobServers> {
  const account = { username: 'archive', password: 'the password of the archive' };
  const owner = { username: 'owner', password: 'the password of the owner' };
  const files = ['february.csv', 'january.csv', 'march.csv'];
  const [source, destination] = await Promise.all([
    startWebDavServer({
      accounts: [
        { username: 'reports', password: rightPassword },
        { ...owner, write: true },
      ],
    }),
    startWebDavServer({ accounts: [{ ...account, write: true }] }),
  ]);
  for (const name of files) {
    const put = { method: 'PUT', headers: basic(owner), body: contentOf(name) };
    const { ok, status } = await fetch(new URL(name, source.url), put);
    if (!ok) throw new Error(`The source responds ${status} to ${name}`);
  }
  return {
    values: { SOURCE_URL: source.url, DESTINATION_URL: destination.url },
    account,
    files,
    copied: async () => {
      const texts = files.map(async (name) => {
        const response = await fetch(new URL(name, destination.url), { headers: basic(account) });
        return (await response.text()) === contentOf(name) ? [name] : [];
      });
      return (await Promise.all(texts)).flat();
    },
    stop: async () => void (await Promise.all([source.stop(), destination.stop()])),
  };
}

function contentOf(name: string): string {
  return `file,characters\n${name},${name.length}\n`;
}

function basic({ username, password }: { username: string; password: string }): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}
