import { expect, it } from '@jest/globals';
import ssh2, { type ParsedKey, type Prompt } from 'ssh2';
import type { Failure } from '../../../../../src/connectors/failure.ts';
import { SingleAttempt, type Login } from '../../../../../src/connectors/drivers/sftp/single-attempt.ts';
import { newEd25519 } from '../../../../../dev/ssh-keys.ts';

const username = 'svc';
const key = ssh2.utils.parseKey(newEd25519().private) as ParsedKey;

function attempt(login: Omit<Login, 'username'>): { next: SingleAttempt['next']; sent: () => number } {
  let sent = 0;
  const progress = { credentialSent: () => (sent += 1) };
  const single = new SingleAttempt({ username, ...login }, { lose: () => {}, progress });
  return { next: (...said) => single.next(...said), sent: () => sent };
}

it('sends nothing before the server has named its methods, nor where it names none that fits', () => {
  const { next, sent } = attempt({ password: 'canary-password' });

  expect(next(null, null)).toEqual({ type: 'none', username });
  expect(next(['publickey'], false)).toMatchObject({ reason: 'InvalidConfiguration' });
  expect(sent()).toBe(0);
});

it('sends a password at once', () => {
  const { next, sent } = attempt({ password: 'canary-password' });

  expect(next(['password'], false)).toMatchObject({ type: 'password' });
  expect(sent()).toBe(1);
});

it('sends a key when it is shown', () => {
  const { next, sent } = attempt({ key });

  const step = next(['publickey'], false) as unknown as { key: ParsedKey };
  const chosen = sent();
  step.key.getPublicSSH();

  expect(chosen).toBe(0);
  expect(sent()).toBe(1);
});

it('has sent no key where no signature fits, which ssh2 tells by asking again', () => {
  const { next, sent } = attempt({ key });
  const methods = ['publickey'];
  next(methods, false);

  const found = next(methods, false);

  expect(found).toMatchObject({ reason: 'InvalidConfiguration', about: expect.stringContaining('no signature') });
  expect(sent()).toBe(0);
});

it.each([
  ['a page of instructions', 1, 'x'.repeat(8000)],
  ['more than any page', 0, 'x'.repeat(9000)],
])('where a question comes with %s the password is sent %i times', (_name, expected, instructions) => {
  let sent = 0;
  const lost: Failure[] = [];
  const reports = { lose: (found: Failure) => lost.push(found), progress: { credentialSent: () => (sent += 1) } };
  const single = new SingleAttempt({ username, password: 'canary-password' }, reports);
  single.next(null, null);
  const { prompt } = single.next(['keyboard-interactive'], false) as unknown as Asking;

  prompt('', instructions, '', [{ prompt: 'Password: ', echo: false }], () => {});

  expect(sent).toBe(expected);
  expect(lost.map(({ reason }) => reason)).toEqual(expected === 1 ? [] : ['InteractionRequired']);
});

interface Asking {
  prompt: (...asked: [string, string, string, Prompt[], (answers: string[]) => void]) => void;
}
