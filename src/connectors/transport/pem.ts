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
 * out as in a JSON file, percent-encoded, with characters that nobody sees, or all in one line. What stands between blocks, as `openssl pkcs12` writes it, is left out.
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
  const bare = withoutQuotes(visible(percentDecoded(text)).trim());
  // A JSON file within a JSON file has each backslash twice.
  const once = bare.replaceAll('\\\\', '\\');
  const lines = bare.includes('\n') ? bare : once.replaceAll('\\r', '').replaceAll('\\n', '\n');
  return lines.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}

/** Characters that nobody sees, and those of web pages and mails for spaces and line ends. */
function visible(text: string): string {
  return text
    .replaceAll(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
    .replaceAll(/[\u00A0\u2007\u202F]/g, ' ')
    .replaceAll(/\u0085|<br ?\/?>|&#(?:10|xA);/gi, '\n')
    .replaceAll(/\\u00(2b|2f|3d)/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** No PEM file has a percent sign, so it comes from an address or a form, where a space may be a plus sign. */
function percentDecoded(text: string): string {
  if (!/%(0A|0D|20|2B|2F|3D)/i.test(text)) return text;
  try {
    return decodeURIComponent(/-BEGIN\+/.test(text) ? text.replaceAll('+', ' ') : text);
  } catch {
    return text;
  }
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
