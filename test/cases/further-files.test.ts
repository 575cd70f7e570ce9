import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { planConnection } from '../../src/connectors/index.ts';
import { registry } from '../../src/connectors/registry.ts';

type Enter = (text: string | Buffer) => [config: Record<string, unknown>, secret: Record<string, string | Buffer>];

const pem = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
const der = Buffer.from(String(pem).replaceAll(/-----.*?-----/g, ''), 'base64');
const key = String(pem);
const base64 = (text: string) => Buffer.from(text).toString('base64');

function about(platform: string, [config, secret]: ReturnType<Enter>): string {
  const bytes = Object.fromEntries(Object.entries(secret).map(([name, value]) => [name, Buffer.from(value as string)]));
  const planned = planConnection({ platform: registry.get(platform)!, config, secret: bytes, now: 0 });
  if ('plan' in planned) return 'planned';
  return `${planned.verdict.reason}: ${'about' in planned.verdict ? planned.verdict.about : ''}`;
}

/** Where a private key stands by itself. */
const withKey: [platform: string, enter: Enter][] = [
  ['salesforce', (privateKey) => [{ clientId: '3MVG9abc', username: 'a@example.com' }, { privateKey }]],
  ['github', (privateKey) => [{ appId: '12345', installationId: '1' }, { privateKey }]],
  ['box', (privateKey) => [{ enterpriseId: '1' }, { ...boxApp, privateKey }]],
  ['google-workspace', (privateKey) => [{ subject: 'a@example.com' }, { clientEmail: 'svc@p.example', privateKey }]],
  [
    'sftp',
    (privateKey) => [
      { host: 'h.example.com', hostKeys: [pin] },
      { username: 'svc', privateKey },
    ],
  ],
];
const boxApp = { clientId: 'abc', clientSecret: 'made up', publicKeyId: 'abcd1234' };
const pin = `SHA256:${'A'.repeat(43)}`;

describe.each(withKey)('%s: a private key', (platform, enter) => {
  it.each<[string, string]>([
    ['in Windows lines', key.replaceAll('\n', '\r\n')],
    ['in old Mac lines', key.replaceAll('\n', '\r')],
    ['quoted in a mail', key.replaceAll(/^/gm, '> ')],
    ['in one line without spaces', key.replaceAll('\n', '')],
    ['with line ends written out', key.replaceAll('\n', '\\n')],
    ['with line ends written out twice', key.replaceAll('\n', '\\\\n')],
    ['of a block of YAML', `|\n${key.replaceAll(/^/gm, '  ')}`],
    ['with no-break spaces', key.replaceAll('\n', '\u00a0\n')],
    ['with a comma behind it', `${key.trim()},`],
  ])('%s is taken', (_, text) => {
    expect(about(platform, enter(text))).toBe('planned');
  });

  it.each<[string, string | Buffer, RegExp]>([
    ['in base64', base64(key), /base64 once too often/],
    ['in base64 twice', base64(base64(key)), /in base64 twice/],
    ['as its path', '~/.ssh/id_rsa', /path of a file/],
    ['as the name of its file', 'private.pem', /path of a file/],
    ['of PuTTY', 'PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\n', /PuTTY: .*-O private-openssh -o key/],
    ['without a line', key.replace(/\n.{64}\n/, '\n'), /is damaged, or a part of it is missing/],
    ['cut off', key.slice(0, 900), /cut off/],
    ['with other dashes', key.replaceAll('-----', '———'), /changed dashes/],
    ['of PowerShell', Buffer.from(`\uFEFF${key}`, 'utf16le'), /UTF-16, as PowerShell writes it/],
    ['in DER', der, /binary file \(DER or PKCS #12\), not text/],
  ])('%s is named', (_, text, says) => {
    expect(about(platform, enter(text))).toMatch(new RegExp(`^SecretInvalid: .*${says.source}`));
  });
});

const serviceAccount = JSON.stringify(
  { type: 'service_account', client_email: 'svc@p.example', private_key: key },
  null,
  2,
);
const appAuth = { publicKeyID: 'abcd1234', privateKey: key, passphrase: 'made up' };
const boxConfig = JSON.stringify(
  { boxAppSettings: { clientID: 'a', clientSecret: 'b', appAuth }, enterpriseID: '1' },
  null,
  2,
);

const withFile: [platform: string, file: string, enter: Enter][] = [
  ['google-workspace', serviceAccount, (serviceAccountJson) => [{ subject: 'a@example.com' }, { serviceAccountJson }]],
  ['google-cloud-storage', serviceAccount, (serviceAccountJson) => [{ bucket: 'finance' }, { serviceAccountJson }]],
  ['box', boxConfig, (configJson) => [{}, { configJson }]],
];

describe.each(withFile)('%s: a JSON file', (platform, file, enter) => {
  it.each<[string, string]>([
    ['with a byte order mark', `\uFEFF${file}`],
    ['in base64', base64(file)],
    ['in base64 of addresses', Buffer.from(file).toString('base64url')],
    ['in one line', JSON.stringify(JSON.parse(file))],
  ])('%s is taken', (_, text) => {
    expect(about(platform, enter(text))).toBe('planned');
  });

  it.each<[string, string | Buffer, RegExp]>([
    ['within JSON', JSON.stringify(file), /backslash before each/],
    ['without its first bracket', file.slice(1), /its beginning is missing/],
    ['behind the name of its key', `serviceAccountJson: ${file}`, /other text around/],
    ['behind the name of a variable', `GOOGLE_CREDENTIALS=${file}`, /other text around/],
    ['between the fences of a wiki', `\`\`\`json\n${file}\n\`\`\``, /other text around/],
    ['before a semicolon', `${file};`, /other text around/],
    ['before the end of a here document', `${file}\nEOF`, /other text around/],
    ['with no-break spaces', file.replaceAll('  ', '\u00a0\u00a0'), /no-break spaces/],
    ['as its address', 'https://storage.example.com/key.json', /is an address/],
    ['of PowerShell', Buffer.from(`\uFEFF${file}`, 'utf16le'), /UTF-16/],
    ['in a ZIP', Buffer.from('504b0304ff', 'hex'), /ZIP archive/],
  ])('%s is named', (_, text, says) => {
    expect(about(platform, enter(text))).toMatch(new RegExp(`^SecretInvalid: .*${says.source}`));
  });
});
