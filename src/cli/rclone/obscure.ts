import { createCipheriv, randomBytes } from 'node:crypto';

/** Published in rclone's source (fs/config/obscure): it keeps passwords from the eye, not from anybody who wants to know. */
const key = Buffer.from('9c935b48730a554d6bfd7c63c886a92bd390198eb8128afbf4de162b8b95f638', 'hex');

/** A password as rclone wants it in its configuration: AES-CTR with a known key, in base64 without padding. */
export function obscure(password: string, nonce: Buffer = randomBytes(16)): string {
  const cipher = createCipheriv('aes-256-ctr', key, nonce);
  return Buffer.concat([nonce, cipher.update(password, 'utf8'), cipher.final()]).toString('base64url');
}
