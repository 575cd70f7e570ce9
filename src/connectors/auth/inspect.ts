import { defineEager } from '../engine/define.ts';
import { failure, type Failure } from '../failure.ts';
import type { Plan } from '../platform.ts';
import { certificateEnd, signProblem } from './sign.ts';

/** A private key that cannot be read or is not the certificate's, and a certificate that is over, before anything is sent. */
export function inspectAuth(plan: Plan, now: number): Failure | undefined {
  const { config, secret, requires, method } = plan;
  const names = { ...defineEager(plan), config, secret, requires, method: method.name };
  for (const { sign } of method.signIn ?? []) {
    if (!sign) continue;
    const about = signProblem(sign, names);
    if (about !== undefined) return failure('SecretInvalid', { about });
    const end = certificateEnd(sign, names);
    if (end && end.getTime() <= now) return failure('CredentialsExpired', { about: 'the certificate' });
  }
  return undefined;
}
