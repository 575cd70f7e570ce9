import type { ConnectionSpec } from '../../src/api/connection.gen.ts';
import type { KubeClient } from '../../src/runtime/index.ts';
import type { Attempt } from './canary-attempts.ts';
import type { CanaryApi } from './canary-api.ts';
import { runOnce, type Besides } from './canary-operator.ts';

export type Place = 'status' | 'Events' | 'log' | 'metrics';

/** Everything that came out of one attempt, by place. */
export interface Output {
  attempt: Attempt;
  places: Readonly<Record<Place, string>>;
}

export interface Runner {
  api: CanaryApi;
  client: KubeClient;
  besides?: Besides;
}

let count = 0;

/** Runs an attempt as the operator does: from the Connection and its Secret to what is written. */
export async function run(attempt: Attempt, { api, client, besides }: Runner): Promise<Output> {
  count += 1;
  const name = `c${count}`;
  const { bait, secret = bait.secret, ca } = attempt;
  api.secrets.set(name, secret);
  if (bait.identityToken !== undefined) api.tokens.set(name, bait.identityToken);
  if (ca !== undefined) api.authorities.set(name, ca);
  try {
    const { resolve, localRoots } = attempt;
    const said = await runOnce(name, specOf(name, attempt), { client, resolve, localRoots, besides });
    const status = api.statuses.get(name) ?? '';
    return { attempt, places: { ...said, status, Events: api.events.get(name) ?? '' } };
  } finally {
    for (const kept of [api.secrets, api.tokens, api.authorities, api.statuses, api.events]) kept.delete(name);
    await attempt.stop?.();
  }
}

export function specOf(name: string, { bait, config = bait.config, requires, timeout, ca }: Attempt): ConnectionSpec {
  const { platform, method, identityToken, secret } = bait;
  return {
    platform,
    method,
    config,
    ...(identityToken === undefined ? {} : { serviceAccountName: name }),
    ...(Object.keys(secret).length === 0 ? {} : { secretRef: { name } }),
    ...(ca === undefined ? {} : { tls: { caRef: { name } } }),
    ...(requires ? { requires } : {}),
    test: { timeout: timeout ?? '5s' },
  };
}

/** Runs attempts side by side; `take` gets each output once it is there. */
export async function runAll(
  attempts: readonly (() => Attempt | Promise<Attempt>)[],
  runner: Runner,
  take: (output: Output) => void,
): Promise<void> {
  const waiting = attempts.values();
  const work = async (): Promise<void> => {
    for (const make of waiting) take(await run(await make(), runner));
  };
  await Promise.all(Array.from({ length: 16 }, work));
}
