import { createServer, type AddressInfo } from 'node:net';
import { startAzurite } from '../dev/servers/azurite.ts';
import { startCannedServer, type CannedServer } from '../dev/servers/canned-server.ts';
import { startFtpServer } from '../dev/servers/ftp-server.ts';
import { startOAuthServer } from '../dev/servers/oauth-server.ts';
import { startS3Server } from '../dev/servers/s3-server.ts';
import { startSftpServer } from '../dev/servers/sftp-server.ts';
import { startWebDavServer } from '../dev/servers/webdav-server.ts';
import type { Values } from './manifests.ts';

/** Of the WebDAV account, as examples/quickstart/webdav.yaml has it. */
export const rightPassword = 'correct horse battery staple';

export interface PlatformServers {
  /** Where they are, for the examples. */
  values: Values;
  stop(): Promise<void>;
}

/** Servers on loopback that check credentials as the real platforms do; the accounts are those of examples/quickstart. */
export async function startPlatformServers(): Promise<PlatformServers> {
  const accountKey = Buffer.from('an account key of the quickstart').toString('base64');
  const [webdav, sftp, ftp, azure, s3, oauth, basic, closedPort] = await Promise.all([
    startWebDavServer({ accounts: [{ username: 'reports', password: rightPassword }] }),
    startSftpServer({ username: 'scanner', password: 'tr0ub4dor and three' }),
    startFtpServer({
      accounts: [{ username: 'exchange', password: 'four random common words', write: true }],
      directories: ['/', '/incoming'],
    }),
    startAzurite({ accountName: 'quickstart', accountKey, containers: { archive: {} } }),
    startS3Server({
      accessKeyId: 'AKIAQUICKSTART',
      secretAccessKey: 'a-secret-access-key-of-forty-characters',
      buckets: { media: {} },
      owner: { id: 'quickstart', name: 'Quickstart' },
    }),
    startOAuthServer({ clients: [{ id: 'backup-job', secret: 'client-secret-of-the-backup-job' }] }),
    startBasicApi('scan-job', 'the password of the scan job'),
    freePort(),
  ]);
  const values = {
    WEBDAV_URL: webdav.url,
    SFTP_PORT: String(sftp.port),
    SFTP_HOST_KEY: sftp.fingerprints[0] ?? '',
    FTP_PORT: String(ftp.port),
    AZURE_URL: azure.url,
    AZURE_ACCOUNT_KEY: accountKey,
    S3_URL: s3.url,
    OAUTH_TOKEN_URL: oauth.tokenUrl,
    OAUTH_API_URL: oauth.url,
    BASIC_API_URL: `${basic.url}/v1/me`,
    CLOSED_URL: `http://127.0.0.1:${closedPort}/`,
  };
  const stop = async (): Promise<void> => {
    await Promise.all([webdav, sftp, ftp, azure, s3, oauth, basic].map((server) => server.stop()));
  };
  return { values, stop };
}

/** An API that wants HTTP Basic. */
function startBasicApi(username: string, password: string): Promise<CannedServer> {
  const right = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  return startCannedServer(({ authorization }) =>
    authorization === right
      ? { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name: username }) }
      : { status: 401, headers: { 'www-authenticate': 'Basic realm="api"' } },
  );
}

/** A port that nobody listens on (any more). */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
