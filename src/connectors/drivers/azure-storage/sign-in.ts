import { signIn } from '../../auth/index.ts';
import { assertionExpiry } from '../../auth/assertion.ts';
import type { DriverContext } from '../../context.ts';
import { beginConversation, scopeOf } from '../../engine/conversation.ts';
import { isFailure, failure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import type { Account } from '../../verdict.ts';
import { readSas } from './sas.ts';
import type { Credential } from './credential.ts';

const clouds: Readonly<Record<string, { authority: string; exchange: string }>> = {
  usgov: { authority: 'login.microsoftonline.us', exchange: 'api://AzureADTokenExchangeUSGov' },
  china: { authority: 'login.chinacloudapi.cn', exchange: 'api://AzureADTokenExchangeChina' },
};
const global = { authority: 'login.microsoftonline.com', exchange: 'api://AzureADTokenExchange' };

/** Where tokens come from, for what a service account's is asked, and what they are for, which is the same in every cloud. */
export function valuesOf({ cloud, audience }: Plan['config']): Record<string, string> {
  const found = clouds[String(cloud)] ?? global;
  return {
    ...found,
    ...(typeof audience === 'string' ? { exchange: audience } : {}),
    resource: 'https://storage.azure.com',
  };
}

/** The key or SAS of the Secret, or a bearer token that is made for this test. */
export async function credentialOf(plan: Plan, context: DriverContext): Promise<Credential | Failure> {
  const { accountKey, sasToken } = plan.secret;
  if (!plan.method.auth.oauth2) {
    return accountKey === undefined ? { kind: 'sas', sas: readSas(sasToken ?? '') } : { kind: 'key', accountKey };
  }
  const signedIn = await signIn(beginConversation(plan, { context, hosts: plan.hosts }));
  if (isFailure(signedIn)) return signedIn;
  const { credential, talk } = signedIn;
  const token = { kind: 'token', token: credential.token ?? '', claims: talk.claims } as const;
  return foreignTenant(plan, token.claims) ?? token;
}

/** A token of another tenant than the one that is set was not the one that is meant. */
function foreignTenant({ config }: Plan, claims: unknown): Failure | undefined {
  const tenantId = String(config['tenantId']).toLowerCase();
  const tenant = claim(claims, 'tid')?.toLowerCase();
  if (tenant === undefined || !/^[0-9a-f-]{36}$/.test(tenantId) || tenant === tenantId) return undefined;
  return failure('Authorized', 'IdentityMismatch', { about: 'the token is of another tenant than tenantId' });
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
export function certificateEnd(plan: Plan): Date | undefined {
  return assertionExpiry(plan.method.auth, scopeOf(plan));
}

function claim(claims: unknown, name: string): string | undefined {
  const value = (claims as Record<string, unknown> | null)?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
