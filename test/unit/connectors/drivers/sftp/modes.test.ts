import { provedByLooking, type Seen } from '../../../../../src/connectors/drivers/sftp/modes.ts';

const seen: Seen = { software: 'OpenSSH_9.2p1', username: 'svc', mode: 0o40755, readOnly: false };
const untold = { read: 'Granted', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' };
const noWriteBit = { ...untold, write: 'Denied', delete: 'Denied' };
const readOnly = { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' };

it.each<[string, Partial<Seen>, object]>([
  ['a bit for the owner proves nothing: it is not told who the session runs as', {}, untold],
  ['a bit for everyone proves nothing: an OpenSSH may serve for reading only', { mode: 0o40777 }, untold],
  ['no write bit for anyone', { mode: 0o40555 }, noWriteBit],
  ['no write bit, but for a group', { mode: 0o40575 }, untold],
  ['no write bit, and root', { mode: 0o40555, username: 'root' }, untold],
  ['no write bit, and another server, which may make it up', { mode: 0o40555, software: 'AWS_SFTP_1.1' }, untold],
  ['no write bit, and Windows', { mode: 0o40555, software: 'OpenSSH_for_Windows_9.5' }, untold],
  ['no write bit, and a server that does not say what it is', { mode: 0o40555, software: undefined }, untold],
  ['no bits at all: the mode is not told', { mode: 0o40000 }, untold],
  ['no mode', { mode: undefined }, untold],
  ['a read-only file system', { readOnly: true }, readOnly],
  ['a read-only file system, and root', { readOnly: true, username: 'root' }, readOnly],
  ['a server that does not tell of the file system', { readOnly: undefined }, untold],
])('%s', (_name, different, access) => {
  expect(provedByLooking({ ...seen, ...different })).toEqual(access);
});
