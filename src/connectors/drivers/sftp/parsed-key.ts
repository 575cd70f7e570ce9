import ssh2, { type ParsedKey } from 'ssh2';

/** Of some damaged keys ssh2 makes nothing at all, of others it throws. */
export function parsedKey(text: string | Buffer, passphrase?: string): ParsedKey | undefined {
  try {
    const key = ssh2.utils.parseKey(text, passphrase) as ParsedKey | Error | undefined;
    return key instanceof Error ? undefined : key;
  } catch {
    return undefined;
  }
}
