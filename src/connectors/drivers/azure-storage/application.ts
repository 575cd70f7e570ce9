import type { Plan } from '../../platform.ts';
import type { Account } from '../../verdict.ts';

/** The application that the token is of, if its claims can be read; else the one that is set. */
export function applicationOf({ config }: Plan, claims: unknown): Account {
  const name = claim(claims, 'app_displayname');
  const tenant = claim(claims, 'tid');
  return {
    id: claim(claims, 'appid') ?? claim(claims, 'azp') ?? String(config['clientId']),
    ...(name === undefined ? {} : { name }),
    ...(tenant === undefined ? {} : { tenant }),
  };
}

function claim(claims: unknown, name: string): string | undefined {
  const value = (claims as Record<string, unknown> | null)?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
