import { expect, it } from '@jest/globals';
import type { Seen } from '../../../../../src/connectors/drivers/smb/observer.ts';
import { refusalOf } from '../../../../../src/connectors/drivers/smb/sign-in.ts';
import { Marks } from '../../../../../src/connectors/stages.ts';
import { bodyOf, frameOf } from '../../../../../dev/servers/smb-wire.ts';
import { newObserver } from './new-observer.ts';

const { signal } = new AbortController();
const account = { user: 'svc' };
const settings = {
  host: 'files',
  port: 445,
  share: 'data',
  path: '',
  account,
  minDialect: '2.0.2',
  encrypt: false,
} as const;
const negotiated = { status: 0, dialect: 0x202, cipher: 0, serverTimeMs: 0 };

const refusal = (seen: Partial<Seen>) =>
  refusalOf({ settings, seen: { answered: true, negotiated, ...seen }, signal, nowMs: 0 });

const message = (command: number, messageId: bigint, body: Buffer) =>
  frameOf({ command, messageId, session: 1, tree: 1, status: 0, body });
/** [MS-SMB2] 2.2.4 and 2.2.6 */
const negotiation = bodyOf(65, [[4, 2, 0x202]]);
const success = (flags: number) => bodyOf(9, [[2, 2, flags]]);
/** Only that it is an NTLM message with the answer to a challenge. */
const withPassword = Buffer.from('NTLMSSP\0\u0003\0\0\0', 'latin1');

it('takes who was let in without a password for nobody who signed in', () => {
  const signedIn = { status: 0, flags: 0 };

  expect(refusal({ signedIn, passwordSent: true })).toBeUndefined();
  expect(refusal({ signedIn })).toMatchObject({ reason: 'UnexpectedReply', about: expect.stringMatching(/anyone in/) });
});

it.each([
  ['a real account', 0, 'Authorized', 'Accepted'],
  ['a guest', 1, 'Authenticated', 'NotAccepted'],
  ['nobody', 2, 'Authenticated', 'NotAccepted'],
])('reports what is a fact, and lets in %s', (_name, flags, stage, credential) => {
  const marks = new Marks();
  const observer = newObserver(marks);
  const passed: string[] = [];

  observer.fromClient(message(0, 1n, Buffer.alloc(0)));
  observer.fromServer(message(0, 1n, negotiation));
  passed.push(`${marks.stage} ${marks.credential}`);
  observer.fromClient(message(1, 2n, withPassword));
  passed.push(`${marks.stage} ${marks.credential}`);
  observer.fromServer(message(1, 2n, success(flags)));

  expect(passed).toEqual(['Authenticated NotSent', 'Authenticated NotAccepted']);
  expect(`${marks.stage} ${marks.credential}`).toBe(`${stage} ${credential}`);
});
