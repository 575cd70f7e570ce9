import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { onLoopback } from '../../dev/loopback.ts';
import { challengeMessage, pair } from '../../dev/servers/ntlm-answers.ts';
import { sessionSetup } from '../../dev/servers/smb-bodies.ts';
import { startSmbServer } from '../../dev/servers/smb-server.ts';
import { spnegoChallenge } from '../../dev/servers/smb-wire.ts';
import { Smbclient } from '../../src/connectors/drivers/smb/smbclient.ts';
import { registry } from '../../src/connectors/index.ts';
import { skips } from '../support/not-tested.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { lacksSmbclient } from '../support/smbclient.ts';
import { strainOf } from '../support/strain.ts';
import { testContext, testNow } from '../support/test-context.ts';

/** Challenges of NTLM that are made to be read past their end, for ever, or as what they are not. */
const secret = { username: 'svc', password: 'canary-password' };
const flags = 0xa28a8215;
const nonce = Buffer.alloc(8, 7);
const name = (text: string) => Buffer.from(text, 'utf16le');
const made = (...pairs: Buffer[]) => challengeMessage({ domain: 'CORP', info: Buffer.concat(pairs), flags, nonce });
const many = (count: number, one: Buffer) => Array.from({ length: count }, () => one);
const honest = made(pair(2, name('CORP')), pair(1, name('FILES')), pair(0));

/** With the length and the offset of the target information that it says, whatever there is. */
function saying(length: number, offset: number): Buffer {
  const message = Buffer.from(honest);
  message.writeUInt16LE(length, 40);
  message.writeUInt32LE(offset, 44);
  return message;
}

/** A pair that says another length than it has. */
function longer(length: number): Buffer {
  const bytes = pair(2, name('CORP'));
  bytes.writeUInt16LE(length, 2);
  return bytes;
}

const typed = (type: number) => Buffer.concat([honest.subarray(0, 8), Buffer.from([type]), honest.subarray(9)]);

/** Whether a client may answer: to what can be read as the specification has it. */
const rows: readonly [what: string, challenge: Buffer, over: 'answered' | 'not answered' | 'either'][] = [
  ['an honest one, so that the others are known to fail for what is wrong with them', honest, 'answered'],
  ['one of 60,000 bytes', made(pair(2, Buffer.alloc(60_000, 65)), pair(0)), 'not answered'],
  ['1,000 empty pairs', made(...many(1000, pair(2)), pair(0)), 'answered'],
  ['15,000 empty pairs', made(...many(15_000, pair(2)), pair(0)), 'not answered'],
  ['pairs without an end', made(...many(50, pair(2, name('CORP')))), 'not answered'],
  ['a pair that is longer than all', made(longer(65_535)), 'not answered'],
  ['a pair that is shorter than it is', made(longer(3), pair(0)), 'either'],
  ['information behind the end', saying(40, honest.length), 'not answered'],
  ['information at 4 GiB', saying(40, 0xffffffff), 'not answered'],
  ['information that goes on behind the end', saying(65_535, 56), 'not answered'],
  ['information that is the message itself', saying(honest.length, 0), 'not answered'],
  ['a clock of the year 60,056', made(pair(7, Buffer.alloc(8, 255)), pair(0)), 'answered'],
  ['a clock of three bytes', made(pair(7, Buffer.alloc(3)), pair(0)), 'answered'],
  ['flags of all kinds', made(pair(6, Buffer.alloc(4, 255)), pair(6, Buffer.alloc(9, 255)), pair(0)), 'answered'],
  ['our own message', typed(1), 'not answered'],
  ['an answer', typed(3), 'not answered'],
  ['a signature alone', honest.subarray(0, 8), 'not answered'],
  ['half of a head', honest.subarray(0, 30), 'not answered'],
  ['nothing', Buffer.alloc(0), 'not answered'],
];

const stopping: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stopping.splice(0)) await stop();
});

async function comesOf(platform: string, method: string, config: Record<string, unknown>): Promise<string> {
  const { result, cpuMs, pauseMs, memoryMiB } = await strainOf(() =>
    planAndTest({ platform: registry.get(platform)!, method, config, secret }, testContext({ timeoutMs: 20_000 })),
  );
  expect(cpuMs).toBeLessThan(3000);
  expect(pauseMs).toBeLessThan(500);
  expect(memoryMiB).toBeLessThan(150);
  return result.outcome === 'connected' ? 'connected' : result.reason;
}

describe('over HTTP', () => {
  /** Sends the same challenge again and again, also to whoever has answered it. */
  async function front(challenge: Buffer): Promise<{ url: string; types: number[] }> {
    const types: number[] = [];
    const server = createServer({ maxHeaderSize: 2 ** 20 }, (request, response) => {
      const [, token = ''] = /^NTLM (\S+)$/.exec(request.headers.authorization ?? '') ?? [];
      if (token !== '') types.push(Buffer.from(token, 'base64').readUInt32LE(8));
      response.writeHead(401, { 'www-authenticate': `NTLM ${challenge.toString('base64')}` }).end();
    });
    const { port, stop } = await onLoopback(server);
    stopping.push(stop);
    return { url: `http://127.0.0.1:${port}/`, types };
  }

  it.each(rows)('%s', async (_what, challenge, over) => {
    const { url, types } = await front(challenge);

    const found = await comesOf('webdav', 'ntlm', { url });

    const answers = types.filter((type) => type === 3).length;
    if (over !== 'either') expect(answers).toBe(over === 'answered' ? 1 : 0);
    expect(answers).toBeLessThan(2);
    expect(found).toMatch(answers === 1 ? /^(AccessRefused|ClockSkew)$/ : /^(UnexpectedReply|InvalidConfiguration)$/);
  });
});

(skips('challenges of SMB', lacksSmbclient()) ? describe.skip : describe)('over SMB', () => {
  it.each(rows)('%s', async (_what, challenge) => {
    const body = sessionSetup(0, spnegoChallenge(challenge));
    const server = await startSmbServer({
      user: secret.username,
      password: 'another',
      clock: testNow,
      tap: ({ step, bytes }) => (step === '1, challenge' ? { send: [withBody(bytes, body)] } : undefined),
    });
    stopping.push(server.stop);

    const found = await comesOf('smb', 'password', { host: server.host, port: server.port, share: 'data' });
    // smbclient reads more than we do, and ends the connection where it does not.
    expect(server.logins.length).toBeLessThan(2);
    expect(found).toBe(server.logins.length === 1 ? 'CredentialsRejected' : 'ServiceUnavailable');
  });
});

describe('a program smbclient that prints 10 MB before its prompt', () => {
  const path = process.env['PATH'];
  let folder: string;
  afterEach(() => {
    process.env['PATH'] = path;
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['in lines', 'yes NT_STATUS_ACCESS_DENIED'],
    ['in one line', 'tr "\\0" a < /dev/zero'],
    ['of beginnings of a prompt', 'yes "smb: \\\\" | tr "\\n" " "'],
  ])('%s', async (_how, print) => {
    folder = mkdtempSync(join(tmpdir(), 'smbclient-'));
    const script = `#!/bin/sh\n${print} | head -c 10000000\nprintf '\\nsmb: \\\\> '\nexec sleep 60\n`;
    writeFileSync(join(folder, 'smbclient'), script, { mode: 0o755 });
    process.env['PATH'] = `${folder}:${path}`;
    const settings = { host: 'files', port: 445, share: 'data', path: '', account: { user: 'svc' } } as const;
    const client = new Smbclient({
      settings: { ...settings, minDialect: '2.0.2', encrypt: false },
      password: secret.password,
      port: 9,
    });

    const strain = await strainOf(() => client.prompted(new AbortController().signal));

    client.close();
    expect(strain.result).toBe(true);
    expect(client.text.length).toBeLessThanOrEqual(65_536);
    expect(strain.pauseMs).toBeLessThan(200);
    expect(strain.memoryMiB).toBeLessThan(100);
  });
});

/** The frame of another message. */
function withBody(frame: Buffer, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(64 + body.length);
  return Buffer.concat([length, frame.subarray(4, 68), body]);
}
