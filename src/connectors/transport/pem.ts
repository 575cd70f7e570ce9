import { X509Certificate } from 'node:crypto';

/** One block of a PEM file (RFC 7468). */
export interface PemBlock {
  /** `PRIVATE KEY`, `CERTIFICATE` and the like. */
  label: string;
  /** Lines such as `Proc-Type: 4,ENCRYPTED` (RFC 1421), each with its line end. */
  headers: string;
  /** Without spaces and line ends. */
  base64: string;
}

const quotes = `"'“”‘’\``;

/**
 * The blocks of a PEM file as people paste it: with indents, in quotation marks, with Windows line ends, with `\n` written
 * out as in a JSON file, or all in one line. What stands between blocks, as `openssl pkcs12` writes it, is left out.
 */
export function pemBlocks(text: string): PemBlock[] {
  const lines = unescaped(text).split('\n');
  // A mail puts `>` before what it quotes.
  const plain = lines.map((line) => line.replace(/^[>\s]+/, '').trimEnd()).join('\n');
  const blocks: PemBlock[] = [];
  for (const part of plain.split('-----BEGIN ').slice(1)) {
    const [label = '', ...rest] = part.split('-----');
    const [inner = '', end] = rest;
    if (end === `END ${label}`) blocks.push({ label, ...contentOf(inner) });
  }
  return blocks;
}

/** A block as a file again, in lines of 64 characters. */
export function pemOf({ label, headers, base64 }: PemBlock): string {
  const lines = base64.match(/.{1,64}/g)?.join('\n') ?? '';
  return `-----BEGIN ${label}-----\n${headers === '' ? '' : `${headers}\n`}${lines}\n-----END ${label}-----\n`;
}

/**
 * A PEM file in the form that every reader takes. A text without a whole block stays as it is, so that what is wrong
 * with it can be told.
 */
export function normalizePem(text: string): string {
  const blocks = pemBlocks(text);
  return blocks.length > 0 ? blocks.map(pemOf).join('') : `${unescaped(text).trim()}\n`;
}

/** The certificates of a PEM file, each in a block of its own; undefined where one is damaged, or there is none. */
export function certificatesIn(text: string): string | undefined {
  const blocks = pemBlocks(text).filter(({ label }) => /^(X509 )?CERTIFICATE$/.test(label));
  const found = blocks.map((block) => pemOf({ ...block, label: 'CERTIFICATE' }));
  return found.length > 0 && found.every(isCertificate) ? found.join('') : undefined;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}

function unescaped(text: string): string {
  const bare = withoutQuotes(text.replace(/^\uFEFF/, '').trim());
  // A JSON file within a JSON file has each backslash twice.
  const once = bare.replaceAll('\\\\', '\\');
  const lines = bare.includes('\n') ? bare : once.replaceAll('\\r', '').replaceAll('\\n', '\n');
  return lines.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}

/** A regular expression would begin anew at each of them. */
function withoutQuotes(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && quotes.includes(text[start]!)) start += 1;
  while (end > start && quotes.includes(text[end - 1]!)) end -= 1;
  return text.slice(start, end);
}

function contentOf(inner: string): Pick<PemBlock, 'headers' | 'base64'> {
  const headers = /^\n?((?:[\w-]+: .*\n)+)\n?/.exec(inner)?.[1] ?? '';
  return { headers, base64: inner.replace(headers, '').replaceAll(/\s/g, '') };
}
