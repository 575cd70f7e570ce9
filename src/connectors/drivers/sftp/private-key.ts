import { createPrivateKey, type KeyObject } from 'node:crypto';
import ssh2, { type ParsedKey } from 'ssh2';
import { derivationProblem, sizeProblem } from '../../auth/key-cost.ts';
import { noPem, normalizePem, undecrypted } from '../../auth/private-key.ts';
import { opensshEd25519 } from './openssh-ed25519.ts';

/** A hostile number of rounds would hold up the whole operator; ssh-keygen writes 16 to 24. */
const mostRounds = 256;

/** That ssh2 decrypts keys with. */
const readableCiphers = /^(aes(128|192|256)-(cbc|ctr)|aes(128|256)-gcm@openssh\.com|3des-cbc)$/;

interface Pasted {
  text: string;
  label: string;
  body: Buffer;
}

/**
 * A private key for SSH as people paste it: OpenSSH, PKCS#1, SEC1 or PKCS#8, encrypted or not.
 * @returns the key, or what is wrong with it, as the end of a sentence that begins with the key's name.
 */
export function readSshKey(text: string, passphrase: string | undefined): ParsedKey | string {
  const foreign = foreignFormat(text);
  if (foreign) return foreign;
  const pasted = unfold(text);
  if (typeof pasted === 'string') return pasted;
  return pasted.label === 'OPENSSH PRIVATE KEY' ? readOpenSsh(pasted, passphrase) : readPem(pasted, passphrase);
}

function foreignFormat(text: string): string | undefined {
  if (/^\s*PuTTY-User-Key-File/.test(text)) {
    return 'is in the format of PuTTY: convert it with `puttygen key.ppk -O private-openssh -o key`';
  }
  if (text.includes('BEGIN SSH2 ENCRYPTED PRIVATE KEY'))
    return 'is in the format of ssh.com: convert it with `ssh-keygen -i -f key`';
  if (/^\s*(ssh-\w+|ecdsa-sha2-\w+)-cert-v01@/.test(text)) return 'is a certificate: the private key is needed';
  if (/^\s*(ssh-|ecdsa-sha2-|sk-)[\w@.-]+ AAAA|BEGIN SSH2 PUBLIC KEY|PUBLIC KEY-----/.test(text))
    return 'is a public key: the private key is needed';
  if (/^\s*(\/|~\/|[A-Za-z]:\\)\S*\s*$/.test(text)) return 'is the path of a file: paste what the file contains';
  return undefined;
}

/** Lines with indents, and a key whose lines were joined by spaces, become a PEM file again. */
function unfold(text: string): Pasted | string {
  const pem = normalizePem(text)
    .split('\n')
    .map((line) => line.trim())
    .join('\n');
  const begin = /-----BEGIN ([A-Z0-9 ]+)-----/.exec(pem);
  const label = begin?.[1];
  if (!begin || label === undefined) return noPem(pem);
  if (!label.endsWith('PRIVATE KEY')) return `is a ${label.toLowerCase()}: the private key is needed`;
  const end = pem.indexOf(`-----END ${label}-----`);
  if (end < 0) return `is cut off: its "-----END ${label}-----" line is missing`;
  const inner = pem.slice(begin.index + begin[0].length, end);
  const headers = /^\n?((?:[\w-]+: .*\n)+)\n/.exec(inner)?.[1] ?? '';
  const base64 = inner.replace(headers, '').replaceAll(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+=*$/.test(base64))
    return 'is damaged: between its first and last line there must be base64 only';
  const lines = base64.match(/.{1,64}/g)?.join('\n') ?? '';
  const file = `-----BEGIN ${label}-----\n${headers === '' ? '' : `${headers}\n`}${lines}\n-----END ${label}-----\n`;
  return { text: file, label, body: Buffer.from(base64, 'base64') };
}

function readOpenSsh({ text, body }: Pasted, passphrase: string | undefined): ParsedKey | string {
  const [cipher = '', , options = ''] = strings(body, 'openssh-key-v1\0'.length);
  const encrypted = cipher !== 'none';
  if (encrypted && !passphrase) return 'is encrypted and no passphrase is given';
  if (encrypted && !readableCiphers.test(cipher)) {
    return 'is encrypted with a cipher that is not supported: choose another with `ssh-keygen -p -Z aes256-ctr -f key`';
  }
  if (encrypted && rounds(options) > mostRounds) {
    return `takes more than ${mostRounds} rounds to decrypt: make fewer with \`ssh-keygen -p -a 16 -f key\``;
  }
  if (body.includes('sk-ssh-ed25519@openssh.com') || body.includes('sk-ecdsa-sha2-nistp256@openssh.com')) {
    return 'belongs to a hardware security key, which has to be touched: use another key';
  }
  const key = parse(text, encrypted ? passphrase : undefined);
  if (typeof key !== 'string') return key;
  return encrypted
    ? 'cannot be decrypted: the passphrase does not fit, or the file is damaged'
    : 'is not a private key that can be read';
}

/** The length-prefixed strings at the head of an openssh-key-v1 file (OpenSSH's PROTOCOL.key). */
function strings(body: Buffer, start: number): string[] {
  const found: string[] = [];
  for (let at = start; found.length < 3 && at + 4 <= body.length;) {
    const length = body.readUInt32BE(at);
    found.push(body.toString('latin1', at + 4, at + 4 + length));
    at += 4 + length;
  }
  return found;
}

/** They stand behind the salt; whatever may follow them is not read. */
function rounds(kdfOptions: string): number {
  const bytes = Buffer.from(kdfOptions, 'latin1');
  const at = bytes.length < 4 ? 0 : 4 + bytes.readUInt32BE(0);
  return at < 4 || at + 4 > bytes.length ? 0 : bytes.readUInt32BE(at);
}

function readPem({ text, label }: Pasted, passphrase: string | undefined): ParsedKey | string {
  const encrypted = label.startsWith('ENCRYPTED') || text.includes('Proc-Type: 4,ENCRYPTED');
  if (encrypted && !passphrase) return 'is encrypted and no passphrase is given';
  const problem = derivationProblem(text);
  if (problem !== undefined) return problem;
  try {
    return forSsh(createPrivateKey(encrypted ? { key: text, passphrase: passphrase ?? '' } : text));
  } catch (error) {
    return encrypted ? undecrypted(error) : 'is not a private key that can be read';
  }
}

/** ssh2 does not read PKCS#8, so each kind of key is handed over in the form it does read. */
function forSsh(key: KeyObject): ParsedKey | string {
  const { asymmetricKeyType: type = 'strange' } = key;
  if (type === 'rsa') return sizeProblem(key) ?? parse(key.export({ type: 'pkcs1', format: 'pem' }));
  if (type === 'ec') return parse(key.export({ type: 'sec1', format: 'pem' }));
  if (type === 'ed25519') return parse(opensshEd25519(key));
  return `is a ${type} key, which SSH cannot use: make one with \`ssh-keygen -t ed25519\``;
}

function parse(text: string | Buffer, passphrase?: string): ParsedKey | string {
  const key = parsed(text, passphrase);
  if (!key?.isPrivateKey()) return 'is not a private key that can be read';
  if (key.type === 'ssh-dss')
    return 'is a DSA key, which SSH servers no longer take: make one with `ssh-keygen -t ed25519`';
  return key.type === 'ssh-rsa' ? fitting(key) : key;
}

function fitting(key: ParsedKey): ParsedKey | string {
  try {
    return sizeProblem(createPrivateKey(key.getPrivatePEM())) ?? key;
  } catch {
    return 'is not a private key that can be read';
  }
}

/** Of some damaged keys ssh2 makes nothing at all, of others it throws. */
function parsed(text: string | Buffer, passphrase: string | undefined): ParsedKey | undefined {
  try {
    const key = ssh2.utils.parseKey(text, passphrase) as ParsedKey | Error | undefined;
    return key instanceof Error ? undefined : key;
  } catch {
    return undefined;
  }
}
