import { describe, expect, it } from '@jest/globals';
import { registry, type Platform } from '../../src/connectors/index.ts';
import type { PlatformCase, PlatformCases } from '../platforms/case.ts';
import { run } from '../platforms/damaged/run.ts';

interface Tested {
  name: string;
  platform: Platform;
  each: PlatformCase;
}

const tested = await methodsWithTokens();

/** Words of Keycloak and Auth0 for a wrong secret, at the token endpoint of every platform that has one. */
const words = ['unauthorized_client', 'access_denied'];

it('knows most methods that ask for a token', () => {
  expect(tested.length).toBeGreaterThan(40);
});

describe.each(words)('401 %s in place of a token', (word) => {
  it.each(tested)('$name', async ({ platform, each }) => {
    const body = JSON.stringify({ error: word, error_description: 'Made up' });
    const good = await run(platform, each);
    const at = good.exchanges.findIndex(({ body: said }) => /"(access_token|accessToken)"\s*:/.test(said));
    if (at < 0) return;

    const { verdict } = await run(platform, each, { at, damage: { status: 401, body, type: 'application/json' } });

    expect(outcomes(platform, word)).toContain(verdict.outcome === 'connected' ? 'Verified' : verdict.reason);
  });
});

/** What the vendor's own server is known to mean by it, instead of a wrong secret. */
const documented: Readonly<Record<string, readonly string[]>> = {
  // The administrator has not delegated the domain, or nobody has consented.
  'google unauthorized_client': ['InteractionRequired'],
  'google access_denied': ['InteractionRequired'],
  // The account is disabled; and what else its own server does not say.
  'owncloud unauthorized_client': ['CredentialsRevoked'],
  'owncloud access_denied': ['UnexpectedReply'],
  'servicenow access_denied': ['UnexpectedReply'],
};

function outcomes({ name }: Platform, word: string): readonly string[] {
  const family = name.startsWith('google') ? 'google' : name;
  return ['AccessRefused', 'CredentialsRejected', ...(documented[`${family} ${word}`] ?? [])];
}

async function methodsWithTokens(): Promise<Tested[]> {
  const found: Tested[] = [];
  for (const platform of registry.values()) {
    // One after the other: Jest links modules that others have begun to import only then.
    const { cases } = (await import(`../platforms/${platform.name}/cases.ts`)) as { cases: PlatformCases };
    for (const { name, signIn = [] } of platform.spec.methods) {
      const each = cases.find(
        ({ kind, method, start, lacks }) => kind === 'connected' && method === name && start && !lacks,
      );
      if (each && signIn.some(({ oauth2 }) => oauth2))
        found.push({ name: `${platform.name}, ${name}`, platform, each });
    }
  }
  return found;
}
