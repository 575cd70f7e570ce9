import { createHash, createHmac } from 'node:crypto';
import ssh2 from 'ssh2';
import { readPins } from '../../../../../src/connectors/drivers/sftp/host-keys.ts';
import { newEd25519 } from '../../../../../dev/ssh-keys.ts';

const key = ssh2.utils.parseKey(newEd25519().public);
if (key instanceof Error) throw key;
const base64 = key.getPublicSSH().toString('base64');
const plain = createHash('sha256').update(key.getPublicSSH()).digest('base64').replace(/=+$/, '');
const fingerprint = `sha256:${plain}`;
const address = { host: 'SFTP.example.com', port: 22 };
const salt = Buffer.alloc(20, 5);
const hashed = (name: string): string =>
  `|1|${salt.toString('base64')}|${createHmac('sha1', salt).update(name).digest('base64')}`;
const line = `ssh-ed25519 ${base64}`;

it.each([
  ['fingerprint', `SHA256:${plain}`, address],
  ['fingerprint in lower case', fingerprint, address],
  ['fingerprint with padding', `SHA256:${plain}=`, address],
  ['line of ssh-keygen -l', `256 SHA256:${plain} root@server (ED25519)`, address],
  ['known_hosts line', `sftp.example.com ${line}`, address],
  ['with a comment', `sftp.example.com ${line} root@server`, address],
  ['with a comment that looks like a fingerprint', `sftp.example.com ${line} SHA256:${'A'.repeat(43)}`, address],
  [
    'of a host that is written with the dot of the root',
    `sftp.example.com ${line}`,
    { ...address, host: 'sftp.example.com.' },
  ],
  ['several names', `other,sftp.example.com,10.0.0.1 ${line}`, address],
  ['with its port', `[sftp.example.com]:2222 ${line}`, { ...address, port: 2222 }],
  ['without its port', `sftp.example.com ${line}`, { ...address, port: 2222 }],
  ['pattern', `*.exam?le.com ${line}`, address],
  ['hashed name', `${hashed('sftp.example.com')} ${line}`, address],
  ['hashed name with port', `${hashed('[sftp.example.com]:2222')} ${line}`, { ...address, port: 2222 }],
  ['public key line', `${line} root@server`, address],
  ['IPv6 address', `2001:db8::1 ${line}`, { host: '[2001:db8::1]', port: 22 }],
  ['ssh-keyscan with its remark', `# sftp.example.com:22 SSH-2.0-OpenSSH_9.2\nsftp.example.com ${line}\n`, address],
])('understands a %s', (_name, entry, of) => {
  const pins = readPins([entry], of);

  expect(pins).toEqual([expect.objectContaining({ fingerprint })]);
});

it('tells a revoked key from one to trust', () => {
  expect(readPins([`@revoked * ${line}`], address)).toEqual([expect.objectContaining({ fingerprint, revoked: true })]);
  expect(readPins([`@revoked SHA256:${plain}`], address)).toEqual([{ fingerprint, revoked: true }]);
  expect(readPins([`@revoked files.example.com ${line}`], address)).toMatch(/is not a key of SFTP\.example\.com/);
});

it.each([
  [
    'another host',
    `files.example.com ${line}`,
    /^hostKeys\[0\] is not a key of SFTP\.example\.com port 22, it is for files\.example\.com$/,
  ],
  ['another hashed host', `${hashed('files.example.com')} ${line}`, /is not a key of SFTP\.example\.com port 22$/],
  ['another port', `[sftp.example.com]:2222 ${line}`, /is not a key of/],
  ['a negated host', `*.example.com,!sftp.example.com ${line}`, /is not a key of/],
  ['a marker', `@cert-authority *.example.com ${line}`, /has the marker @cert-authority, which is not supported/],
  ['a marker and a fingerprint', `@cert-authority SHA256:${plain}`, /has the marker @cert-authority/],
  ['MD5', 'MD5:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff', /is an MD5 fingerprint/],
  ['a short fingerprint', 'SHA256:abc', /is not a whole SHA256 fingerprint/],
  ['a damaged line', 'sftp.example.com ssh-ed25519 AAAA', /has a damaged key/],
  ['something else', 'trust me', /is neither a known_hosts line/],
])('names %s', (_name, entry, problem) => {
  expect(readPins([entry], address)).toMatch(problem);
});

it('is not held up by a pattern made for that', () => {
  const pins = readPins([`${'*a'.repeat(60)}b ${line}`], { host: 'a'.repeat(250), port: 22 });

  expect(pins).toMatch(/is not a key of/);
});
