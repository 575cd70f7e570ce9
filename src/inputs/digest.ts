import { createHmac, createSecretKey, randomBytes } from 'node:crypto';

/** Of this process only: a digest of a short password that could be compared elsewhere would give the password away. */
export const processKey = createSecretKey(randomBytes(32));

/**
 * Tells whether the content of a Secret, not only its metadata, is another one.
 * @param more - what else counts, such as the annotations that say where it may go, CA and proxy
 */
export function digestOf(secret: Readonly<Record<string, Uint8Array | string>>, more: string): string {
  const hmac = createHmac('sha256', processKey).update(`${more.length}:${more}`);
  for (const name of Object.keys(secret).toSorted())
    hmac.update(`${name.length}:${name}${secret[name]?.length}:`).update(secret[name] ?? '');
  return hmac.digest('base64');
}
