import { openSubsystem } from '../../../../../src/connectors/drivers/sftp/requests.ts';
import type { Session } from '../../../../../src/connectors/drivers/sftp/session.ts';

it.each([
  [
    'a server that has no room now',
    4,
    { reason: 'ServiceUnavailable', about: 'sftp.example.com:22 has no room for a session' },
  ],
  ['a server that forbids it', 1, { reason: 'PermissionDenied', about: 'the server does not open SFTP for this user' }],
])('%s', async (_name, reason, expected) => {
  const refusal = Object.assign(new Error('(SSH) Channel open failure: canary'), { reason });
  const client = { sftp: (done: (error: Error) => void) => done(refusal) };
  const session = { client, about: 'sftp.example.com:22', lost: new Promise(() => {}) } as unknown as Session;

  expect(await openSubsystem(session)).toMatchObject(expected);
});

it.each([
  ['is killed', 'Received signal SIGKILL while establishing SFTP session', 'ServiceUnavailable'],
  ['ends by itself', 'Received exit code 1 while establishing SFTP session', 'PermissionDenied'],
])('an SFTP that %s as soon as it begins', async (_name, message, reason) => {
  const client = { sftp: (done: (error: Error) => void) => done(new Error(message)) };
  const session = { client, about: 'sftp.example.com:22', lost: new Promise(() => {}) } as unknown as Session;

  expect(await openSubsystem(session)).toMatchObject({ reason });
});
