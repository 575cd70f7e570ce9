import { answerIn, challengeMessage, pair, proofIn } from './ntlm-answers.ts';

interface Account {
  user: string;
  password: string;
  domain?: string;
  computer?: string;
}

/** No exchange of keys is offered, so the key of the session comes from the password alone. */
export function challengeOf({ domain = 'CORP', computer = domain }: Account, nonce: Buffer): Buffer {
  const [domainName, computerName] = [domain, computer].map((name) => Buffer.from(name, 'utf16le'));
  const dns = Buffer.from('corp.example', 'utf16le');
  const info = Buffer.concat([pair(2, domainName), pair(1, computerName), pair(4, dns), pair(0)]);
  return challengeMessage({ domain, info, flags: 0xa28a8215, nonce });
}

/** Who signs in, with the key of the session, and what is wrong. */
export function judge(
  message: Buffer,
  nonce: Buffer,
  { user, password }: Account,
): { name: string; key: Buffer; fault?: string } {
  const at = message.indexOf('NTLMSSP\0');
  if (at < 0) return { name: '', key: Buffer.alloc(16), fault: 'no answer' };
  const answer = answerIn(message.subarray(at));
  const { name, nt } = answer;
  if (nt.length <= 24) return { name, key: nt, fault: 'not version 2' };
  const { isRight, sessionKey: key } = proofIn(answer, nonce, password);
  if (answer.user !== user) return { name, key, fault: 'unknown user' };
  return isRight ? { name, key } : { name, key, fault: 'wrong password' };
}
