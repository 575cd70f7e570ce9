import type { Prompt } from 'ssh2';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readChallenges } from '../../../src/connectors/transport/challenges.ts';
import { inspectPrivateKey } from '../../../src/connectors/auth/private-key.ts';
import { ReplyParser } from '../../../src/connectors/drivers/ftp/reply.ts';
import { explain } from '../../../src/connectors/drivers/sftp/disconnects.ts';
import { readPins } from '../../../src/connectors/drivers/sftp/host-keys.ts';
import { inspectSshKey } from '../../../src/connectors/drivers/sftp/private-key.ts';
import { offeredBy, softwareOf } from '../../../src/connectors/drivers/sftp/server-offer.ts';
import { SingleAttempt } from '../../../src/connectors/drivers/sftp/single-attempt.ts';
import { statusIn } from '../../../src/connectors/drivers/smb/smbclient.ts';
import { webPage } from '../../../src/connectors/engine/defaults.ts';
import { readResponse } from '../../../src/connectors/engine/response.ts';
import { retryAfterMs } from '../../../src/connectors/engine/retry-after.ts';
import { readCookies } from '../../../src/connectors/transport/cookies.ts';
import { hardStrings } from '../../support/hard-strings.ts';
import { testNow } from '../../support/test-context.ts';
import { threadMs } from '../../support/thread-time.ts';

const limitMs = 50;
let longest = { ms: 0, of: '' };

/** As much as a reply of the protocol may have. */
const size = 64 * 1024;
const repeated = (part: string) => part.repeat(Math.ceil(size / part.length)).slice(0, size);
const texts: Record<string, string> = {
  ...hardStrings(size),
  forms: repeated('<form '),
  'password fields': repeated('type="'),
  tags: repeated('<a>'),
  attributes: `<a ${repeated('a="1" ')}`,
  'attributes without end': `<a ${repeated('a="')}`,
  comments: repeated('<!--'),
  sections: `<a>${repeated('<![CDATA[')}`,
  entities: `<a>${repeated('&amp;')}</a>`,
  'nested lists': repeated('['),
  changes: repeated('change'),
  passwords: repeated('password '),
  'nothing in common': repeated('no matching '),
  challenges: repeated('a b, '),
  parameters: `Digest ${repeated('a=b ')}`,
  quoted: `Digest a="${repeated('\\"')}`,
  banners: repeated('SSH-'),
  lines: repeated('220-a\r\n'),
  handles: repeated('fnum '),
  'host names': `${repeated('*a,')} ssh-rsa AAAA`,
};

function attempt(text: string): void {
  const single = new SingleAttempt(
    { username: 'u', password: 'p' },
    { lose: () => {}, progress: { credentialSent: () => {} } },
  );
  single.next(null, null);
  const method = single.next(['keyboard-interactive'], false) as unknown as {
    prompt: (...asked: [string, string, string, Prompt[], (answers: string[]) => void]) => void;
  };
  method.prompt('', text, '', [{ prompt: text, echo: false }], () => {});
  method.prompt('', text, '', [{ prompt: text, echo: false }], () => {});
}

const moment = {
  about: 'h:22',
  signal: new AbortController().signal,
  secured: false,
  attempted: false,
  greeting: Buffer.alloc(0),
};

const readers: Record<string, (text: string) => unknown> = {
  challenges: (text) => readChallenges(text),
  cookies: (text) => readCookies([text, `a=${text}`], 'h.example', testNow),
  'Retry-After': (text) => retryAfterMs(text, testNow),
  'a JSON response': (text) =>
    readResponse({ status: 200, headers: { 'content-type': 'application/json' }, cookies: {}, text }),
  'a web page': (text) => {
    const response = { status: 200, headers: { 'content-type': 'text/html' }, cookies: {}, text };
    return webPage(readResponse(response), 'h');
  },
  'an XML response': (text) =>
    readResponse({ status: 200, headers: {}, cookies: {}, text: text.startsWith('<') ? text : `<a>${text}` }),
  'prompts of SSH': attempt,
  'prompts of SSH, of a page': (text) => attempt(text.slice(0, 4000)),
  'an error of SSH': (text) => explain(new Error(text), moment),
  'a greeting of SSH': (text) => [softwareOf(Buffer.from(text)), offeredBy(Buffer.from(text), 'kex')],
  'host keys': (text) => readPins([text.slice(0, 8192)], { host: 'h.example', port: 22 }),
  'a private key': (text) => inspectPrivateKey(text, 'p'),
  'an encrypted private key': (text) =>
    inspectPrivateKey(`-----BEGIN ENCRYPTED PRIVATE KEY-----\n${text}\n-----END ENCRYPTED PRIVATE KEY-----`, 'p'),
  'a key of SSH': (text) => inspectSshKey(text, 'p'),
  'an OpenSSH key': (text) =>
    inspectSshKey(`-----BEGIN OPENSSH PRIVATE KEY-----\n${text}\n-----END OPENSSH PRIVATE KEY-----`, 'p'),
  'replies of FTP': (text) => new ReplyParser().feed(Buffer.from(`220 ${text}\r\n`.slice(0, size))),
  'what smbclient prints': (text) => statusIn(text),
};

afterAll(() => console.info(`longest: ${longest.ms.toFixed(1)} ms, ${longest.of}`));

describe.each(Object.entries(readers))('%s', (name, read) => {
  it.each(Object.entries(texts))('of %s are read in no time', (kind, text) => {
    const ms = threadMs(() => read(text), limitMs / 2);

    if (ms > longest.ms) longest = { ms, of: `${name}: ${kind}` };
    expect(ms).toBeLessThan(limitMs);
  });
});
