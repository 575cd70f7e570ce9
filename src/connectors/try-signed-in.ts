import type { ConnectionRequires } from '../api/connection.gen.ts';
import type { TestContext } from './context.ts';
import type { SignedIn } from './interactive/outcome.ts';
import { testConnection } from './ladder.ts';
import { planConnection } from './planning/index.ts';
import type { Platform } from './platform.ts';
import type { Verdict } from './verdict.ts';

interface Tried {
  platform: Platform;
  method: string;
  requires?: ConnectionRequires | undefined;
}

/**
 * Tests what a sign-in has brought before it is stored. A platform that rotates refresh tokens replaces the new one
 * during the test: store the `secret` that is returned here, and not the one that was tested.
 */
export async function trySignedIn(
  { secret, config }: Pick<SignedIn, 'secret' | 'config'>,
  { platform, method, requires }: Tried,
  context: TestContext,
): Promise<{ verdict: Verdict; secret: Readonly<Record<string, string>> }> {
  const bytes = Object.entries(secret).map(([key, value]): [string, Uint8Array] => [key, Buffer.from(value, 'utf8')]);
  const now = context.now();
  const planned = planConnection({ platform, method, config, requires, secret: Object.fromEntries(bytes), now });
  if ('verdict' in planned) return { verdict: planned.verdict, secret };
  const kept: Record<string, string> = {};
  const { refreshKey } = planned.plan;
  const verdict = await testConnection(planned.plan, {
    ...context,
    keepRefreshToken: (token) => {
      if (refreshKey !== undefined) kept[refreshKey] = token;
      return Promise.resolve(undefined);
    },
  });
  return { verdict, secret: { ...secret, ...kept } };
}
