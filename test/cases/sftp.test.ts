import { createServer, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { registry } from '../../src/connectors/index.ts';
import { asksForCode } from '../../src/connectors/drivers/sftp/questions.ts';
import { onLoopback, type Loopback } from '../../dev/loopback.ts';
import { newEd25519 } from '../../dev/ssh-keys.ts';
import { startSftpServer, type SftpServer, type SftpServerOptions } from '../../dev/servers/sftp-server.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { testContext } from '../support/test-context.ts';

const password = 'made up, and right';
const running: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

async function sftpServer(options: SftpServerOptions): Promise<SftpServer> {
  const server = await startSftpServer({ password, hostKeys: [newEd25519().private], ...options });
  running.push(server);
  return server;
}

function verdictOn(port: number, hostKeys: string[], username = 'svc') {
  const config = { host: '127.0.0.1', port, hostKeys };
  const asked = { platform: registry.get('sftp')!, config, secret: { username, password } };
  return planAndTest(asked, testContext({ timeoutMs: 20_000 }));
}

const asks = (prompt: string, username: string): SftpServerOptions => ({
  username,
  methods: ['keyboard-interactive'],
  questions: [[{ prompt, echo: false }]],
});

describe('The one question of a server', () => {
  it('takes the password although the user name holds the letters of a code', async () => {
    const username = 'svc-barcode';
    const server = await sftpServer(asks('Password for svc-barcode@files01:', username));

    const verdict = await verdictOn(server.port, server.fingerprints, username);

    expect(verdict).toMatchObject({ outcome: 'connected' });
  });

  it('is not answered if it asks for a code', async () => {
    const server = await sftpServer(asks('Verification code for svc-barcode@files01:', 'svc-barcode'));

    const verdict = await verdictOn(server.port, server.fingerprints, 'svc-barcode');

    expect(verdict).toMatchObject({ reason: 'InteractionRequired', credential: 'NotSent' });
  });

  it.each([
    ['Password for svc@tokenserver:', 'svc', 'files'],
    ['(otpbank@files01) Password: ', 'otpbank', 'files01.example.com'],
    ["pinboard's password: ", 'pinboard', 'files'],
    ['Password on duo-files.example.com:', 'svc', 'duo-files.example.com'],
    ['Password for user "factory":', 'svc', 'files'],
    ['tokens01 password: ', 'svc', 'tokens01.example.com'],
    ['Password:', 'token', 'files'],
    ['AD password for ACME\\barcode:', 'ACME\\barcode', 'files'],
    ['Password for barcode:', 'barcode@acme.example', 'files'],
    ['Passwort für svc-token@files:', 'svc-token', 'files'],
    ['Password for response-team:', 'response-team', 'files'],
    ['[sms01] Password for svc:', 'svc', 'sms01.example.com'],
    ['Password for user barcode on host otp01.corp:', 'barcode', 'otp01.corp'],
  ])('%s is answered', (prompt, username, host) => {
    expect(asksForCode(prompt, { username, host })).toBe(false);
  });

  it.each([
    ['Verification code: ', 'svc'],
    ['One-time password for svc@files:', 'svc'],
    ['Enter PASSCODE:', 'svc'],
    ['Password for OTP:', 'svc'],
    ['Token for barcode@files:', 'barcode'],
    ['Duo two-factor login for pin', 'pin'],
    ['Token: ', 'token'],
    ['YubiKey for svc:', 'svc'],
    ['Enter RSA SecurID:', 'svc'],
    ['Challenge: 1234 Response:', 'svc'],
    ['Google Authenticator:', 'svc'],
    ['Password for MFA:', 'svc'],
    ['2FA: ', 'svc'],
  ])('%s is not', (prompt, username) => {
    expect(asksForCode(prompt, { username, host: 'files' })).toBe(true);
  });
});

describe('A key that is not the pinned one', () => {
  const never = `SHA256:${'A'.repeat(43)}`;
  const seconds: [string, (socket: Socket) => void][] = [
    ['is closed', (socket) => socket.end()],
    ['is reset', (socket) => socket.resetAndDestroy()],
    ['speaks HTTP', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['has too many connections', (socket) => socket.end('Exceeded MaxStartups\r\n')],
    ['ends after its banner', (socket) => socket.end('SSH-2.0-dropbear_2022.83\r\n')],
    ['speaks nonsense', (socket) => socket.end(Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), Buffer.alloc(4096, 255)]))],
  ];

  it.each(seconds)('stays a mismatch if the second connection %s', async (_name, second) => {
    const server = await sftpServer({});
    let connections = 0;
    const front = await listening((socket) => {
      connections += 1;
      if (connections > 1) second(socket);
      else forward(socket, server.port);
    });

    const verdict = await verdictOn(front.port, [never]);

    expect(verdict).toMatchObject({ outcome: 'failed', reason: 'HostKeyMismatch', credential: 'NotSent' });
    expect(connections).toBe(2);
  });
});

describe('A port that another protocol is spoken at', () => {
  it.each([
    ['FTP', '220 (vsFTPd 3.0.3)\r\n', 'FTP or SMTP'],
    ['FTP in several lines', '220-Welcome\r\n220 ready\r\n', 'FTP or SMTP'],
    ['HTTP', 'HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n', 'HTTP'],
    ['TLS', '\x15\x03\x03\x00\x02\x02\x46', 'TLS'],
    ['IMAP', '* OK IMAP4rev1 ready\r\n', 'IMAP or POP3'],
    ['POP3', '+OK ready\r\n', 'IMAP or POP3'],
    ['VNC', 'RFB 003.008\n', 'VNC'],
  ])('%s, where the server waits for an answer', async (_name, greeting, protocol) => {
    const front = await listening((socket) => void socket.resume().write(Buffer.from(greeting, 'latin1')));

    const verdict = await verdictOn(front.port, [`SHA256:${'A'.repeat(43)}`]);

    expect(verdict).toMatchObject({ reason: 'UnexpectedReply', about: expect.stringContaining(protocol) });
  });
});

async function listening(serve: (socket: Socket) => void): Promise<Loopback> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    serve(socket);
  });
  const front = await onLoopback(server);
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    await front.stop();
  };
  running.push({ stop });
  return front;
}

function forward(socket: Socket, port: number): void {
  const on = connect(port, '127.0.0.1');
  on.on('error', () => socket.destroy());
  socket.pipe(on).pipe(socket);
}
