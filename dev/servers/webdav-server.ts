import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { v2 as WebDav } from 'webdav-server';

// The package's entry wants to be required.
const { v2 } = createRequire(import.meta.url)('webdav-server') as { v2: typeof WebDav };

export interface WebDavAccount {
  username: string;
  password: string;
  /** Default: read only. */
  write?: boolean;
}

export interface WebDavServerOptions {
  accounts: readonly WebDavAccount[];
  /** Answers those who show no credential, or a wrong one, as well. */
  open?: boolean;
  /** Default: any that is free. */
  port?: number;
}

export interface RunningWebDavServer {
  /** The collection that all accounts can open. */
  url: string;
  setPassword(username: string, password: string): void;
  stop(): Promise<void>;
}

/** A WebDAV server in this process that checks user name and password (HTTP Basic). */
export async function startWebDavServer({
  accounts,
  open = false,
  port = 0,
}: WebDavServerOptions): Promise<RunningWebDavServer> {
  const users = new v2.SimpleUserManager();
  const privileges = new v2.SimplePathPrivilegeManager();
  for (const { username, password, write = false } of accounts) {
    const user = users.addUser(username, password, false);
    privileges.setRights(user, '/', write ? ['all'] : ['canRead']);
  }
  const server = new v2.WebDAVServer({
    requireAuthentification: !open,
    httpAuthentication: basicAuthentication(users),
    privilegeManager: privileges,
    hostname: '127.0.0.1',
    port,
  });
  if (open) users.getDefaultUser((user) => privileges.setRights(user, '/', ['canRead']));
  await server.rootFileSystem().addSubTreeAsync(server.createExternalContext(), {
    files: v2.ResourceType.Directory,
  });
  const http = await server.startAsync(port);
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/files/`,
    setPassword(username, password) {
      users.getUserByName(username, (_error, user) => {
        if (user) (user as WebDav.SimpleUser).password = password;
      });
    },
    async stop() {
      http.closeAllConnections();
      await server.stopAsync();
    },
  };
}

/** The package's own stumbles over passwords with a colon, and over base64 with + or /. */
function basicAuthentication(users: WebDav.SimpleUserManager): WebDav.HTTPAuthentication {
  return {
    askForAuthentication: () => ({ 'WWW-Authenticate': 'Basic realm="files", charset="UTF-8"' }),
    getUser({ headers }, callback) {
      const header = headers.find('Authorization');
      const shown = /^Basic (\S+)$/.exec(header ?? '')?.[1] ?? '';
      const [, username = '', password = ''] =
        /^([^:]*):(.*)$/s.exec(Buffer.from(shown, 'base64').toString('utf8')) ?? [];
      users.getUserByNamePassword(username, password, (error, user) => {
        if (user && !error) callback(null as never, user);
        else
          users.getDefaultUser((nobody) =>
            callback(header ? v2.Errors.BadAuthentication : v2.Errors.MissingAuthorisationHeader, nobody),
          );
      });
    },
  };
}
