import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { inspectPrivateKey, readPrivateKey } from '../../../../src/connectors/auth/private-key.ts';
import { lockedKey } from '../../../support/locked-key.ts';

const { signal } = new AbortController();
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const pkcs1 = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const locked = privateKey
  .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' })
  .toString();
const lockedPkcs1 = privateKey
  .export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' })
  .toString();
const slow = lockedKey(privateKey, 'open', 100_000);

it.each<[string, string, string | undefined]>([
  ['PKCS#8', pem, undefined],
  ['PKCS#1', pkcs1, undefined],
  ['encrypted PKCS#8', locked, 'open'],
  ['encrypted PKCS#1', lockedPkcs1, 'open'],
  ['a key of many rounds', slow, 'open'],
  ['Windows line ends', pem.replaceAll('\n', '\r\n'), undefined],
  ['line ends written out', pem.replaceAll('\n', '\\n'), undefined],
  ['Windows line ends written out', pem.replaceAll('\n', '\\r\\n'), undefined],
  ['a byte order mark and space around', `\uFEFF\n ${pem} \n\n`, undefined],
  ['no newline at the end', pem.trimEnd(), undefined],
  ['a passphrase that is not needed', pem, 'unused'],
])('reads %s', async (_name, text, passphrase) => {
  expect(await readPrivateKey(text, passphrase, signal)).toMatchObject({ type: 'private', asymmetricKeyType: 'rsa' });
});

it.each<[string, string, string | undefined, RegExp]>([
  ['a key of PuTTY', 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none', undefined, /puttygen/],
  ['dashes of a word processor', pem.replaceAll('-----', '——'), undefined, /changed dashes/],
  ['a public key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 svc@host', undefined, /is a public key/],
  ['something else', 'hello', undefined, /has no "-----BEGIN/],
  ['only the base64', pem.replaceAll(/-----.*-----/g, ''), undefined, /has no "-----BEGIN/],
  ['a file in base64 twice', Buffer.from(pem).toString('base64'), undefined, /is in base64 once too often/],
  [
    'a public key',
    publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    undefined,
    /the private key is needed/,
  ],
  ['half a file', pem.slice(0, 400), undefined, /is cut off/],
  ['a missing passphrase', locked, undefined, /is encrypted and no passphrase is given/],
  ['a wrong passphrase of a key of many rounds', slow, 'wrong', /the passphrase does not fit/],
  ['a wrong passphrase', locked, 'wrong', /the passphrase does not fit/],
  ['a damaged key', pem.replace(/[A-Za-z0-9+/]{40}\n/, '\n'), undefined, /is damaged, or a part of it is missing/],
])('names what is wrong with %s, and shows nothing of it', async (_name, text, passphrase, message) => {
  const found = await readPrivateKey(text, passphrase, signal);

  expect(found).toMatch(message);
  expect(found).not.toMatch(/wrong$|hello|MII/);
});

describe('a key of many rounds', () => {
  it('is looked at at once, and decrypted beside everything else', async () => {
    const before = process.threadCpuUsage();

    expect(inspectPrivateKey(slow, 'open')).toMatchObject({ kind: 'locked' });
    expect(await readPrivateKey(slow, 'open', signal)).toMatchObject({ type: 'private' });

    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(50);
  });

  it('is given up with the test', async () => {
    const abort = new AbortController();
    const reading = readPrivateKey(lockedKey(privateKey, 'open', 1_900_000), 'open', abort.signal);
    abort.abort(new Error('superseded'));

    await expect(reading).rejects.toThrow('superseded');
    expect(await readPrivateKey(slow, 'open', signal)).toMatchObject({ type: 'private' });
  });
});
