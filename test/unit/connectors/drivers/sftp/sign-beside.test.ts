import { EventEmitter } from 'node:events';
import { expect, it } from '@jest/globals';
import ssh2, { type Client, type ParsedKey } from 'ssh2';
import { newEd25519 } from '../../../../../dev/ssh-keys.ts';
import { signBeside } from '../../../../../src/connectors/drivers/sftp/sign-beside.ts';

const rsa = ssh2.utils.parseKey(ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 }).private) as ParsedKey;
const data = Buffer.from('data');
const unused = (): never => {
  throw new Error('ssh2 signs by itself');
};

/** A client whose protocol asks for a signature as ssh2's does. */
function clientOf(asked: (signature: Buffer) => void) {
  const authPK = (_user: string, _key: ParsedKey, _algorithm?: string, sign?: (...to: unknown[]) => void) =>
    sign?.(data, asked);
  return Object.assign(new EventEmitter(), { _protocol: { authPK } });
}

it.each([
  ['rsa-sha2-256', 'sha256'],
  ['rsa-sha2-512', 'sha512'],
  ['ssh-rsa', 'sha1'],
])('signs as ssh2 does: %s', async (algorithm, hash) => {
  const { promise, resolve } = Promise.withResolvers<Buffer>();
  const client = clientOf(resolve);
  let signing = 0;
  signBeside(client as unknown as Client, rsa, () => (signing += 1));

  client._protocol.authPK('u', rsa, algorithm, unused);

  expect(await promise).toEqual(rsa.sign(data, hash));
  expect(signing).toBe(1);
});

it('still shows the key unsigned first', () => {
  const client = clientOf(() => {});
  let signing = 0;
  signBeside(client as unknown as Client, rsa, () => (signing += 1));

  client._protocol.authPK('u', rsa, 'rsa-sha2-256');

  expect(signing).toBe(0);
});

it('leaves keys alone that sign in no time', () => {
  const client = clientOf(() => {});
  const before = client._protocol.authPK;

  signBeside(client as unknown as Client, ssh2.utils.parseKey(newEd25519().private) as ParsedKey, unused);

  expect(client._protocol.authPK).toBe(before);
});

it('finds in ssh2 what it takes over', () => {
  const client = new ssh2.Client();
  client.on('error', () => {});
  client.connect({ host: '127.0.0.1', port: 1, username: 'u' });

  const { _protocol: protocol } = client as unknown as { _protocol?: { authPK?: unknown } };

  expect(typeof protocol?.authPK).toBe('function');
  client.destroy();
});
