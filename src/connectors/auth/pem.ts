/** One block of a PEM file (RFC 7468). */
export interface PemBlock {
  /** `PRIVATE KEY`, `CERTIFICATE` and the like. */
  label: string;
  /** Lines such as `Proc-Type: 4,ENCRYPTED` (RFC 1421), each with its line end. */
  headers: string;
  /** Without spaces and line ends. */
  base64: string;
}

const quotes = /^["'“”‘’`]+|["'“”‘’`]+$/g;

/**
 * The blocks of a PEM file as people paste it: with indents, in quotation marks, with Windows line ends, with `\n` written
 * out as in a JSON file, or all in one line. What stands between blocks, as `openssl pkcs12` writes it, is left out.
 */
export function pemBlocks(text: string): PemBlock[] {
  const lines = unescaped(text).split('\n');
  const plain = lines.map((line) => line.trim()).join('\n');
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

function unescaped(text: string): string {
  const bare = text
    .replace(/^\uFEFF/, '')
    .trim()
    .replaceAll(quotes, '');
  const lines = bare.includes('\n') ? bare : bare.replaceAll('\\r', '').replaceAll('\\n', '\n');
  return lines.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}

function contentOf(inner: string): Pick<PemBlock, 'headers' | 'base64'> {
  const headers = /^\n?((?:[\w-]+: .*\n)+)\n?/.exec(inner)?.[1] ?? '';
  return { headers, base64: inner.replace(headers, '').replaceAll(/\s/g, '') };
}
