import { createHash } from 'node:crypto';
import { startAzurite } from '../dev/servers/azurite.ts';
import { startCannedServer, type CannedServer } from '../dev/servers/canned-server.ts';
import { startFtpServer } from '../dev/servers/ftp-server.ts';
import { startOAuthServer } from '../dev/servers/oauth-server.ts';
import { startS3Server } from '../dev/servers/s3-server.ts';
import { startSftpServer } from '../dev/servers/sftp-server.ts';
import { startWebDavServer } from '../dev/servers/webdav-server.ts';
import { ed25519Of } from '../dev/ssh-keys.ts';
import { ensureFree, ports } from './ports.ts';

/** Of the WebDAV account, as examples/quickstart/webdav.yaml has it. */
export const rightPassword = 'correct horse battery staple';

export interface PlatformServers {
  stop(): Promise<void>;
}

/**
 * Servers on loopback that check credentials as the real platforms do; accounts and ports are those of
 * examples/quickstart.
 * @throws Error naming the ports that are taken
 */
export async function startPlatformServers(): Promise<PlatformServers> {
  await ensureFree();
  const accountKey = Buffer.from('an account key of the quickstart').toString('base64');
  const hostKey = ed25519Of(createHash('sha256').update('the host key of the quickstart').digest());
  const servers = await Promise.all([
    startWebDavServer({ accounts: [{ username: 'reports', password: rightPassword }], port: ports.WebDAV }),
    startSftpServer({
      username: 'scanner',
      password: 'tr0ub4dor and three',
      hostKeys: [hostKey],
      port: ports.SFTP,
    }),
    startFtpServer({
      accounts: [{ username: 'exchange', password: 'four random common words', write: true }],
      directories: ['/', '/incoming'],
      port: ports.FTP,
    }),
    startAzurite({ accountName: 'quickstart', accountKey, containers: { archive: {} }, port: ports['Azure Blob'] }),
    startS3Server({
      accessKeyId: 'AKIAQUICKSTART',
      secretAccessKey: 'a-secret-access-key-of-forty-characters',
      buckets: { media: {} },
      owner: { id: 'quickstart', name: 'Quickstart' },
      port: ports.S3,
    }),
    startOAuthServer({
      clients: [{ id: 'backup-job', secret: 'client-secret-of-the-backup-job' }],
      port: ports['OAuth 2'],
    }),
    startBasicApi('scan-job', 'the password of the scan job'),
  ]);
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map((server) => server.stop()));
  };
  return { stop };
}

/** An API that wants HTTP Basic. */
function startBasicApi(username: string, password: string): Promise<CannedServer> {
  const right = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return startCannedServer(
    ({ authorization }) =>
      authorization === right
        ? { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: username }) }
        : { status: 401, headers: { 'www-authenticate': 'Basic realm="api"' } },
    ports['HTTP Basic'],
  );
}
