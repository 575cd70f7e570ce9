import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { normalizePem } from '../../../../src/connectors/transport/pem.ts';
import { inspectPrivateKey } from '../../../../src/connectors/auth/private-key.ts';
import { inspectSshKey } from '../../../../src/connectors/drivers/sftp/private-key.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const other = publicKey.export({ type: 'spki', format: 'pem' }).toString();

/** A key as people paste it, for every platform and for SFTP alike. */
const slips: [string, (text: string) => string][] = [
  ['as it is', (text) => text],
  ['with Windows line ends', (text) => text.replaceAll('\n', '\r\n')],
  ['with old Mac line ends', (text) => text.replaceAll('\n', '\r')],
  ['with indents', (text) => text.replaceAll(/^/gm, '    ')],
  ['with tabs behind its lines', (text) => text.replaceAll('\n', '\t\n')],
  ['with spaces for line ends', (text) => text.replaceAll('\n', ' ')],
  ['with \\n written out', (text) => text.replaceAll('\n', '\\n')],
  ['all in one line', (text) => text.replaceAll('\n', '')],
  ['in quotation marks', (text) => `"${text.trim()}"`],
  ['in quotation marks, in one line', (text) => `'${text.trim().replaceAll('\n', '\\n')}'`],
  ['with a byte order mark', (text) => `\uFEFF${text}`],
  ['with empty lines between', (text) => text.replaceAll('\n', '\n\n')],
  ['behind a public key', (text) => `${other}${text}`],
  ['before a public key, without a line end between', (text) => `${text.trim()}${other}`],
  ['with no-break spaces', (text) => text.replaceAll(' ', '\u00A0').replaceAll('\n', '\u00A0\n')],
  ['with zero-width spaces', (text) => text.replaceAll('\n', '\u200B\n').replace('MII', 'M\u2060I\u00ADI')],
  ['percent-encoded', (text) => encodeURIComponent(text)],
  ['as a form sends it', (text) => new URLSearchParams({ '': text }).toString().slice(1)],
  ['with percent-encoded line ends', (text) => text.replaceAll('\n', '%0A')],
  ['with line ends of HTML', (text) => text.replaceAll('\n', '<br/>')],
  ['with line ends as in XML', (text) => text.replaceAll('\n', '&#10;')],
  ['as some JSON libraries write it', (text) => text.replaceAll('+', '\\u002b').replaceAll('=', '\\u003d')],
  [
    'with what openssl pkcs12 writes',
    (text) => `Bag Attributes\n    friendlyName: x\nKey Attributes: <No Attributes>\n${text}`,
  ],
];

it.each(slips)('a private key %s is read', (_, slip) => {
  expect(typeof inspectPrivateKey(slip(pem), undefined)).toBe('object');
  expect(typeof inspectSshKey(slip(pem), undefined)).toBe('object');
});

it('leaves a file that is right as it is', () => {
  expect(normalizePem(pem)).toBe(pem);
});

it.each([
  ['a public key alone', other, 'is a certificate or a public key'],
  ['a key without its end', pem.slice(0, 400), 'is cut off'],
  [
    'a key of OpenSSH',
    '-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n-----END OPENSSH PRIVATE KEY-----',
    'ssh-keygen -p -m PKCS8',
  ],
  ['nothing of the kind', 'hunter2', 'has no "-----BEGIN'],
  ['base64 once too often', Buffer.from(pem).toString('base64'), 'in base64 once too often'],
])('%s is no private key, and it is said why', (_, text, flaw) => {
  expect(inspectPrivateKey(text, undefined)).toContain(flaw);
});
