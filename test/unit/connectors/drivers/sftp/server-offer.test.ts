import { offeredBy, softwareOf } from '../../../../../src/connectors/drivers/sftp/server-offer.ts';

const old = [
  'diffie-hellman-group1-sha1,strange',
  'ssh-dss',
  '3des-cbc',
  '3des-cbc,aes128-cbc',
  'hmac-md5',
  'hmac-sha1,hmac-md5',
];

/** The first bytes of a server (RFC 4253, 4.2 and 7.1). */
function greeting(lists: readonly string[], before = ''): Buffer {
  const body = lists.map((names) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(names.length);
    return Buffer.concat([length, Buffer.from(names)]);
  });
  const packet = Buffer.concat([Buffer.alloc(5), Buffer.from([20]), Buffer.alloc(16), ...body]);
  return Buffer.concat([Buffer.from(`${before}SSH-2.0-OpenSSH_5.3 old\r\n`), packet]);
}

it('names what could be spoken, and nothing else of what the server says', () => {
  const first = greeting(old);

  expect(softwareOf(first)).toBe('OpenSSH_5.3');
  expect(offeredBy(first, 'kex')).toEqual(['diffie-hellman-group1-sha1']);
  expect(offeredBy(first, 'hostKey')).toEqual([]);
  expect(offeredBy(first, 'cipher')).toEqual(['aes128-cbc', '3des-cbc']);
  expect(offeredBy(first, 'mac')).toEqual(['hmac-sha1']);
});

it('reads past what a server says before its banner', () => {
  expect(offeredBy(greeting(old, 'Welcome\r\n'), 'kex')).toEqual(['diffie-hellman-group1-sha1']);
});

it.each([
  ['nothing', Buffer.alloc(0)],
  ['another protocol', Buffer.from('220 ready\r\n')],
  ['the banner alone', greeting([])],
  ['a packet that is cut off', greeting(old).subarray(0, 80)],
  ['another packet', Buffer.from('SSH-2.0-x\r\n'.padEnd(60, '\x01'))],
])('knows nothing of %s', (_name, bytes) => {
  expect(offeredBy(bytes, 'mac')).toBeUndefined();
});
