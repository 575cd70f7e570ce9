import { planConnection, testConnection, type Platform, type Verdict } from '../../../src/connectors/index.ts';
import { secretBytes, testContext } from '../../support/test-context.ts';
import type { PlatformCase } from '../case.ts';
import { tampering, type Damage, type Exchange } from './tamper.ts';

/** A response in a test that went well, and where in the test it came. */
export interface Recorded extends Exchange {
  /** Empty if the driver does not say. */
  phase: string;
}

export interface Ran {
  verdict: Verdict;
  exchanges: Recorded[];
  /** The conditions of the rows that were believed, or `default`, each with what came of it. */
  judged: { row: string; outcome: string }[];
  /** Values that were entered. */
  entered: readonly string[];
}

/** What is damaged: from this response on, whatever answers the same request. */
export interface Aim {
  at: number;
  damage: Damage;
}

/** Or what every response is made of, by its turn in the test. */
export type Change = (exchange: Recorded, at: number) => Damage | undefined;

/** Makes the test of a case, with the damage if there is one. */
export async function run(platform: Platform, each: PlatformCase, aim?: Aim | Change): Promise<Ran> {
  const exchanges: Recorded[] = [];
  const judged: Ran['judged'] = [];
  let phase = '';
  let aimed: string | undefined;
  const tamper = (exchange: Exchange): Damage | undefined => {
    exchanges.push({ ...exchange, phase });
    if (typeof aim === 'function') return aim(exchanges.at(-1)!, exchanges.length - 1);
    if (aim && exchanges.length - 1 === aim.at) aimed = exchange.key;
    return aim && aimed === exchange.key ? aim.damage : undefined;
  };
  const up = (await each.start?.())!;
  try {
    const context = testContext({
      ...up.context,
      timeoutMs: 60_000,
      trace(event) {
        if (event.kind === 'phase') ({ phase } = event);
        if (event.kind === 'judged') judged.push({ row: event.row, outcome: event.outcome });
      },
    });
    const config = { ...each.config, ...up.config };
    const verdict = await tampering(tamper, () => verdictOn({ platform, each, config }, context));
    return { verdict, exchanges, judged, entered: Object.values(each.secret ?? {}) };
  } finally {
    await up.stop();
  }
}

/** Where in the test a response came; of drivers that do not say, by who asked. */
export function phaseOf({ exchanges }: Pick<Ran, 'exchanges'>, at: number): string {
  const { phase, nobody, key } = exchanges[at]!;
  const drives = /^(GET|HEAD) \S*(\.windows\.net|amazonaws\.com|storage\.googleapis\.com|127\.0\.0\.1)/.test(key);
  if (phase !== '' && !(drives && phase === 'signIn')) return phase;
  const before = exchanges.slice(0, at);
  if (nobody && (phase === '' || before.some((one) => !one.nobody && drives)))
    return at > 0 || !drives ? 'anonymous' : 'test';
  return drives && (key.startsWith('HEAD ') || before.some((one) => one.nobody && one.key.startsWith('GET ')))
    ? 'access'
    : 'test';
}

interface Asked {
  platform: Platform;
  each: PlatformCase;
  config: Record<string, unknown>;
}

async function verdictOn({ platform, each, config }: Asked, context: ReturnType<typeof testContext>): Promise<Verdict> {
  const { method, secret = {}, requires, identityToken: token } = each;
  const planned = planConnection({
    platform,
    method,
    config,
    secret: secretBytes(secret),
    requires,
    uid: '7d5e9f3a',
    serviceAccountName: token === undefined ? undefined : 'migration-bot',
    now: context.now(),
  });
  if ('verdict' in planned) return planned.verdict;
  const { plan } = planned;
  const known = plan.identity && token !== undefined ? { ...plan, identity: { ...plan.identity, token } } : plan;
  return testConnection(known, context);
}
