import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import ssh2 from 'ssh2';
import { inspectSshKey, readSshKey } from '../../../../../src/connectors/drivers/sftp/private-key.ts';
import { lockedKey } from '../../../../support/locked-key.ts';
import { newEd25519 } from '../../../../../dev/ssh-keys.ts';

const { signal } = new AbortController();
const passphrase = 'open sesame';
const ed25519 = generateKeyPairSync('ed25519').privateKey;
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey;
const openssh = newEd25519().private;
const opensshEncrypted = ssh2.utils.generateKeyPairSync('ecdsa', {
  bits: 256,
  passphrase,
  cipher: 'aes256-ctr',
  rounds: 4,
}).private;
const cipher = { cipher: 'aes-256-cbc', passphrase };

function pem(key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1', encryption: object = {}): string {
  return key.export({ type, format: 'pem', ...encryption } as never).toString();
}

function bodyOf(text: string): Buffer {
  return Buffer.from(text.replaceAll(/-----.*?-----|\s/g, ''), 'base64');
}

function file(body: Buffer): string {
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${body.toString('base64')}\n-----END OPENSSH PRIVATE KEY-----\n`;
}

describe('a key that can be read', () => {
  it.each([
    ['OpenSSH', openssh, undefined, 'ssh-ed25519'],
    ['OpenSSH, encrypted', opensshEncrypted, passphrase, 'ecdsa-sha2-nistp256'],
    ['OpenSSH, a passphrase it does not need', openssh, passphrase, 'ssh-ed25519'],
    ['OpenSSH, RSA', ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 }).private, undefined, 'ssh-rsa'],
    ['PKCS#1', pem(rsa, 'pkcs1'), undefined, 'ssh-rsa'],
    ['PKCS#1, encrypted', pem(rsa, 'pkcs1', cipher), passphrase, 'ssh-rsa'],
    ['SEC1', pem(ec, 'sec1'), undefined, 'ecdsa-sha2-nistp384'],
    ['SEC1, encrypted', pem(ec, 'sec1', cipher), passphrase, 'ecdsa-sha2-nistp384'],
    ['PKCS#8 RSA', pem(rsa, 'pkcs8'), undefined, 'ssh-rsa'],
    ['PKCS#8 EC', pem(ec, 'pkcs8'), undefined, 'ecdsa-sha2-nistp384'],
    ['PKCS#8 Ed25519', pem(ed25519, 'pkcs8'), undefined, 'ssh-ed25519'],
    ['PKCS#8, encrypted with many rounds', lockedKey(ec, passphrase, 100_000), passphrase, 'ecdsa-sha2-nistp384'],
    ['PKCS#8, encrypted', pem(ed25519, 'pkcs8', cipher), passphrase, 'ssh-ed25519'],
    ['Windows line ends', openssh.replaceAll('\n', '\r\n'), undefined, 'ssh-ed25519'],
    ['\\n written out', openssh.replaceAll('\n', '\\n'), undefined, 'ssh-ed25519'],
    ['no newline at its end', openssh.trimEnd(), undefined, 'ssh-ed25519'],
    ['a byte order mark', `\uFEFF${openssh}`, undefined, 'ssh-ed25519'],
    ['indented', openssh.replaceAll(/^/gm, '    '), undefined, 'ssh-ed25519'],
    ['lines joined by spaces', openssh.trim().replaceAll('\n', ' '), undefined, 'ssh-ed25519'],
    ['text before it', `my key\n${openssh}`, undefined, 'ssh-ed25519'],
  ])('%s', async (_name, text, phrase, type) => {
    const key = await readSshKey(text, phrase, signal);

    expect(typeof key === 'string' ? key : key.type).toBe(type);
  });

  it('signs as the key that it was made from', async () => {
    const key = await readSshKey(pem(ed25519, 'pkcs8'), undefined, signal);
    if (typeof key === 'string') throw new Error(key);

    expect(key.verify('text', key.sign('text'))).toBe(true);
  });
});

describe('a key that cannot be read is named', () => {
  const manyRounds = bodyOf(opensshEncrypted);
  const kdfOptions = manyRounds.indexOf(Buffer.from([0, 0, 0, 24]));
  const behindRounds = kdfOptions + 4 + 24;
  manyRounds.writeUInt32BE(4_000_000_000, behindRounds - 4);
  const longer = Buffer.concat([
    manyRounds.subarray(0, behindRounds),
    Buffer.alloc(4),
    manyRounds.subarray(behindRounds),
  ]);
  longer.writeUInt32BE(28, kdfOptions);
  const noKey = bodyOf(openssh);
  noKey.writeUInt32BE(0, 'openssh-key-v1'.length + 1 + 8 + 8 + 4);
  // openssl pkcs8 -topk8 -v1 PBE-MD5-DES -provider legacy -provider default
  const des = `-----BEGIN ENCRYPTED PRIVATE KEY-----
MFcwGwYJKoZIhvcNAQUDMA4ECAAZ4ySoKMddAgIIAAQ4hQ4pcm0D7lGu28X9h5Ij
Bzoy8MHLzBIjrDMB8edWqFoLepS2c3JnmdwZQbGIKH4vnXixlp1gYcY=
-----END ENCRYPTED PRIVATE KEY-----
`;
  const unknownCipher = file(
    Buffer.from(bodyOf(opensshEncrypted).toString('latin1').replace('aes256-ctr', 'aes256-xyz'), 'latin1'),
  );

  it.each([
    [
      'base64 twice',
      Buffer.from(openssh).toString('base64'),
      undefined,
      /is in base64 once too often: put .* stringData/,
    ],
    ['empty', ' ', undefined, /has no "-----BEGIN/],
    ['PuTTY 2', 'PuTTY-User-Key-File-2: ssh-rsa\r\n', undefined, /PuTTY.*puttygen key\.ppk -O private-openssh/],
    ['ssh.com', '---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n', undefined, /ssh-keygen -i -f key/],
    ['a public key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@example.com', undefined, /is a public key/],
    ['a public key, PEM', '-----BEGIN PUBLIC KEY-----\nMA==\n-----END PUBLIC KEY-----\n', undefined, /is a public key/],
    ['a certificate', 'ssh-ed25519-cert-v01@openssh.com AAAA me', undefined, /is a certificate/],
    [
      'an X.509 certificate',
      '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n',
      undefined,
      /is a certificate/,
    ],
    ['a path', '/home/me/.ssh/id_rsa', undefined, /is the path of a file/],
    ['cut off', openssh.slice(0, 100), undefined, /is cut off/],
    ['damaged', openssh.replace(/\n.{20}/, '\n!!!!'), undefined, /must be base64 only/],
    ['no passphrase, OpenSSH', opensshEncrypted, undefined, /is encrypted and no passphrase is given/],
    ['no passphrase, PKCS#1', pem(rsa, 'pkcs1', cipher), undefined, /is encrypted and no passphrase is given/],
    ['no passphrase, PKCS#8', pem(rsa, 'pkcs8', cipher), '', /is encrypted and no passphrase is given/],
    ['wrong passphrase, OpenSSH', opensshEncrypted, 'wrong', /the passphrase does not fit/],
    ['wrong passphrase, PKCS#1', pem(rsa, 'pkcs1', cipher), 'wrong', /the passphrase does not fit/],
    ['wrong passphrase, PKCS#8', pem(rsa, 'pkcs8', cipher), 'wrong', /the passphrase does not fit/],
    ['too many rounds', file(manyRounds), passphrase, /more than 256 rounds/],
    ['too many rounds, and something behind them', file(longer), passphrase, /more than 256 rounds/],
    ['a file without a key', file(noKey), undefined, /is not a private key that can be read/],
    ['an unknown cipher', unknownCipher, passphrase, /cipher that is not supported: .*`ssh-keygen -p -Z/],
    ['DES', des, passphrase, /is encrypted in a way that is too old: .*openssl pkcs8/],
    ['X25519', pem(generateKeyPairSync('x25519').privateKey, 'pkcs8'), undefined, /is a x25519 key/],
  ])('%s', async (_name, text, phrase, problem) => {
    expect(await readSshKey(text, phrase, signal)).toMatch(problem);
  });
});

it('makes something of whatever has happened to a file, and never throws', () => {
  const body = bodyOf(openssh);
  const damaged = Array.from({ length: body.length }, (_, at) => {
    const copy = Buffer.from(body);
    copy[at] = 0xff - (copy[at] ?? 0);
    return [file(copy), file(body.subarray(0, at + 1))];
  });

  for (const text of damaged.flat()) expect(() => inspectSshKey(text, passphrase)).not.toThrow();
});

describe('a key that takes long to decrypt', () => {
  const slow = newEd25519({ passphrase, cipher: 'aes256-ctr', rounds: 24 }).private;

  it('is looked at at once, and decrypted beside everything else', async () => {
    const before = process.threadCpuUsage();

    expect(inspectSshKey(slow, passphrase)).toMatchObject({ kind: 'locked' });
    expect(await readSshKey(slow, passphrase, signal)).toMatchObject({ type: 'ssh-ed25519' });

    const { user, system } = process.threadCpuUsage(before);
    expect((user + system) / 1000).toBeLessThan(50);
  });

  it('is given up with the test', async () => {
    const abort = new AbortController();
    const reading = readSshKey(slow, passphrase, abort.signal);
    abort.abort(new Error('superseded'));

    await expect(reading).rejects.toThrow('superseded');
  });
});
