import { signIn } from '../../auth/sign-in.ts';
import type { DriverContext } from '../../context.ts';
import { Session } from '../../engine/session.ts';
import { isFailure, failure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import type { Account } from '../../verdict.ts';
import { readSas } from './sas.ts';
import type { Credential } from './credential.ts';

/** The key or SAS of the Secret, or a bearer token that is made for this test. */
export async function credentialOf(plan: Plan, context: DriverContext): Promise<Credential | Failure> {
  const { accountKey, sasToken } = plan.secret;
  if (!plan.method.signIn) {
    return accountKey === undefined ? { kind: 'sas', sas: readSas(sasToken ?? '') } : { kind: 'key', accountKey };
  }
  const session = new Session(plan, context);
  const refused = await signIn(session);
  if (refused) return refused;
  const { access, claims } = session.results['token'] ?? {};
  const token = { kind: 'token', token: String(access), claims } as const;
  return foreignTenant(plan, claims) ?? token;
}

/** A token of another tenant than the one that is set was not the one that is meant. */
function foreignTenant({ config }: Plan, claims: unknown): Failure | undefined {
  const tenantId = String(config['tenantId']).toLowerCase();
  const tenant = claim(claims, 'tid')?.toLowerCase();
  if (tenant === undefined || !/^[0-9a-f-]{36}$/.test(tenantId) || tenant === tenantId) return undefined;
  return failure('IdentityMismatch', { about: 'the token is of another tenant than tenantId' });
}

/** The application that the token is of, where its claims can be read; else the one that is set. */
export function applicationOf({ config }: Plan, claims: unknown): Account {
  const name = claim(claims, 'app_displayname');
  const tenant = claim(claims, 'tid');
  return {
    id: claim(claims, 'appid') ?? claim(claims, 'azp') ?? String(config['clientId']),
    ...(name === undefined ? {} : { name }),
    ...(tenant === undefined ? {} : { tenant }),
  };
}

/** The end of the certificate, where that signs in. */
export function certificateEnd(_plan: Plan): Date | undefined {
  return undefined;
}

export { isFailure };

function claim(claims: unknown, name: string): string | undefined {
  const value = (claims as Record<string, unknown> | null)?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
