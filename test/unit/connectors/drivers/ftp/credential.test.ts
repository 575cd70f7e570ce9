import type { Socket } from 'node:net';
import { planConnection, registry, testConnection, type Verdict } from '../../../../../src/connectors/index.ts';
import { createAuthority } from '../../../../support/certificates.ts';
import { startFtpServer, type FtpServer } from '../../../../../dev/servers/ftp-server.ts';
import type { FtpAnswer, FtpServerOptions } from '../../../../../dev/servers/ftp-session.ts';
import { secretBytes, testContext } from '../../../../support/test-context.ts';

const authority = await createAuthority('Test CA');
const serving = await authority.issue(['127.0.0.1']);
const client = await authority.issue(['svc']);
const tls = { mode: 'explicit', key: serving.privateKey, certificate: serving.certificate } as const;
const close = (socket: Socket): void => void socket.destroy();
const silence = (): void => {};

let server: FtpServer;

afterEach(() => server.stop());

const answers: [name: string, command: string, answer: FtpAnswer, credential: string, stage: string][] = [
  ['silence as greeting', 'greeting', silence, 'NotSent', 'Reached'],
  ['silence to USER', 'USER', silence, 'NotSent', 'Authenticated'],
  ['421 to USER', 'USER', '421 Timeout.', 'NotSent', 'Authenticated'],
  ['230 to USER', 'USER', '230 Welcome.', 'NotSent', 'Authenticated'],
  ['a goodbye before PASS', 'USER', '331 Password?\r\n421 Timeout.', 'NotSent', 'Authenticated'],
  ['silence to PASS', 'PASS', silence, 'NotAccepted', 'Authenticated'],
  ['the end after PASS', 'PASS', close, 'NotAccepted', 'Authenticated'],
  ['421 to PASS', 'PASS', '421 Timeout.', 'NotAccepted', 'Authenticated'],
  ['a limit of clients to PASS', 'PASS', '530 maximum number of clients', 'NotAccepted', 'Authenticated'],
  ['500 to PASS', 'PASS', '500 OOPS: no home', 'NotAccepted', 'Authenticated'],
  ['another protocol to PASS', 'PASS', 'HTTP/1.1 400 Bad Request', 'NotAccepted', 'Authenticated'],
  ['530 to PWD, after 230', 'PWD', '530 Please login.', 'NotAccepted', 'Authenticated'],
  ['silence to PWD', 'PWD', silence, 'Accepted', 'Authorized'],
  ['the end after PWD', 'PWD', close, 'Accepted', 'Authorized'],
  ['421 to PWD', 'PWD', '421 Timeout.', 'Accepted', 'Authorized'],
];

it.each(answers)('%s: what became of the password', async (_name, command, answer, credential, stage) => {
  const verdict = await verdictOn({ answers: { [command]: answer } });

  expect(verdict).toMatchObject({ credential });
  expect(verdict.checks.at(-1)).toMatchObject({ name: stage, result: 'Failed' });
  expect(server.loginCount()).toBe(credential === 'NotSent' ? 0 : 1);
});

it.each([
  ['silence to AUTH TLS', 'AUTH', silence, 'NotSent', 'Reached'],
  ['silence to PBSZ, which comes after the handshake', 'PBSZ', silence, 'NotAccepted', 'Authenticated'],
] as const)('%s: what became of the certificate', async (_name, command, answer, credential, stage) => {
  const certified = { tls: { ...tls, client: client.certificate }, answers: { [command]: answer } };

  const verdict = await verdictOn(certified, { certificate: client.certificate, privateKey: client.privateKey });

  expect(verdict).toMatchObject({ credential });
  expect(verdict.checks.at(-1)).toMatchObject({ name: stage, result: 'Failed' });
});

async function verdictOn(options: FtpServerOptions, secret: Record<string, string> = {}): Promise<Verdict> {
  server = await startFtpServer({ accounts: [{ username: 'svc', password: 'right' }], ...options });
  const planned = planConnection({
    platform: registry.get(server.encrypted ? 'ftps' : 'ftp')!,
    config: { host: server.host, port: server.port, ...(server.encrypted ? {} : { allowInsecure: true }) },
    method: secret['certificate'] === undefined ? 'password' : 'client-certificate',
    secret: secretBytes({ username: 'svc', password: 'right', ...secret }),
    now: 0,
  });
  if ('verdict' in planned) return planned.verdict;
  return testConnection(planned.plan, testContext({ ca: authority.certificate, timeoutMs: 300 }));
}
