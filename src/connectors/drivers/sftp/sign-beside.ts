import { createPrivateKey, sign } from 'node:crypto';
import type { Client, ParsedKey } from 'ssh2';

type Done = (signature: Buffer) => void;
type Sign = (data: Buffer, done: Done) => void;

/** What ssh2 1.17.0 keeps to itself: authPK in its Protocol.js shows a key or, with the last argument, signs with it. */
interface Protocol {
  authPK?: (username: string, key: ParsedKey, algorithm: string | undefined, sign?: Sign) => void;
}

/** RFC 8332, 3 */
const hashes: Readonly<Record<string, string>> = { 'rsa-sha2-256': 'sha256', 'rsa-sha2-512': 'sha512' };

/**
 * Lets the thread pool sign with an RSA key: ssh2 would have everybody wait, for a large key a good part of a second. It
 * is called once the client has begun to connect.
 * @param onSigning - called where ssh2 would call the key's own `sign`
 */
export function signBeside(client: Client, key: ParsedKey, onSigning: () => void): void {
  const { _protocol: protocol } = client as unknown as { _protocol?: Protocol };
  const show = protocol?.authPK?.bind(protocol);
  if (key.type !== 'ssh-rsa' || !protocol || !show) return;
  const object = createPrivateKey(key.getPrivatePEM());
  let ended = false;
  client.once('close', () => (ended = true));
  protocol.authPK = (username, shown, algorithm = '', signing) => {
    if (!signing) return show(username, shown, algorithm);
    show(username, shown, algorithm, (data, done) => {
      onSigning();
      sign(hashes[algorithm] ?? 'sha1', data, object, (error, signature) => {
        if (ended) return;
        if (error) client.emit('error', error);
        else done(signature);
      });
    });
  };
}
