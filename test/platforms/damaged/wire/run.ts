import { planConnection, testConnection, type Platform, type Verdict } from '../../../../src/connectors/index.ts';
import type { Said, Tap } from '../../../../dev/servers/tap.ts';
import { secretBytes, testContext } from '../../../support/test-context.ts';
import type { PlatformCase, Started } from '../../case.ts';
import type { WireDamage } from './damages.ts';

/** A protocol, and what is demanded of its verdicts. */
export interface Protocol {
  platform: Platform;
  /** The good test; its server is started with a tap. */
  each: Pick<PlatformCase, 'method' | 'config' | 'secret' | 'requires'>;
  start(tap: Tap): Promise<Started>;
  timeoutMs: number;
  damages(said: Said): readonly WireDamage[];
  /** What the server says that is no step of the test, such as its goodbye. */
  ignores?(step: string): boolean;
  /** Whether the verdict may be Connected though this was damaged. */
  mayPass(step: string, damage: WireDamage): boolean;
  /** The reasons that are founded, if it is Failed. */
  founded(step: string, damage: WireDamage): readonly string[];
  /** Rights that may be granted besides those of the good test. */
  mayGrant?(step: string, damage: WireDamage): boolean;
}

export interface Steps {
  verdict: Verdict;
  said: Said[];
}

/** Makes the good test, and says what the server said in it. */
export async function goodTest(protocol: Protocol): Promise<Steps> {
  const said: Said[] = [];
  // The machine may be busy; with a damage a test may end by its time.
  const { verdict } = await attempt({ ...protocol, timeoutMs: 30_000 }, (one) => void said.push(one));
  return { verdict, said };
}

/** Damages the one thing that the server says at `at`. @returns what is wrong with the verdict; undefined if nothing is */
export async function damageOne(
  protocol: Protocol,
  { good, at, damage }: { good: Steps; at: number; damage: WireDamage },
): Promise<string | undefined> {
  const earlier: Buffer[] = [];
  const before = (step: string) => earlier.filter((_, index) => levelOf(good.said[index]!.step) === levelOf(step));
  const { verdict, tookMs, unchecked } = await attempt(protocol, (said) => {
    earlier.push(said.bytes);
    return earlier.length - 1 === at ? damage.make(said, before(said.step).slice(0, -1)) : undefined;
  });
  const { step } = good.said[at]!;
  if (unchecked !== undefined) return unchecked;
  // Closing may take a little, and the machine may be busy.
  if (tookMs > protocol.timeoutMs + 15_000) return `took ${tookMs} ms`;
  const told = Object.entries(protocol.each.secret ?? {}).filter(
    ([key, value]) => key !== 'username' && JSON.stringify(verdict).includes(value),
  );
  if (told.length > 0) return 'repeats the credential';
  if (verdict.outcome === 'inconclusive') return verdict.reason === 'InternalError' ? 'a defect' : undefined;
  if (verdict.outcome === 'failed')
    return protocol.founded(step, damage).includes(verdict.reason) ? undefined : `${verdict.reason}: ${verdict.about}`;
  if (!protocol.mayPass(step, damage)) return 'Connected';
  return protocol.mayGrant?.(step, damage) ? undefined : grantsMore(verdict, good.verdict);
}

/** What is sent in one layer of a protocol is nothing to send in another. */
function levelOf(step: string): string {
  return /^[A-Za-z]+(?= )/.exec(step)?.[0] ?? '';
}

function grantsMore(verdict: Verdict, good: Verdict): string | undefined {
  if (verdict.outcome !== 'connected' || good.outcome !== 'connected') return undefined;
  const more = Object.entries(verdict.access ?? {}).filter(
    ([right, value]) => value === 'Granted' && good.access?.[right as 'read'] !== 'Granted',
  );
  return more.length > 0 ? `grants ${more.map(([right]) => right).join(', ')}` : undefined;
}

function complaintOf(up: Started): string | undefined {
  try {
    up.check?.();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

interface Attempted {
  verdict: Verdict;
  tookMs: number;
  /** What the server holds against the test, such as a second sign-in. */
  unchecked: string | undefined;
}

async function attempt(protocol: Protocol, tap: Tap): Promise<Attempted> {
  const { platform, each, ignores } = protocol;
  const times = new Map<string, number>();
  const up = await protocol.start((said) => {
    if (ignores?.(said.step)) return undefined;
    const time = (times.get(said.step) ?? 0) + 1;
    times.set(said.step, time);
    return tap({ ...said, step: time === 1 ? said.step : `${said.step}#${time}` });
  });
  try {
    const context = testContext({ ...up.context, timeoutMs: protocol.timeoutMs });
    const { method, config, secret = {}, requires } = each;
    const planned = planConnection({
      platform,
      method,
      config: { ...config, ...up.config },
      secret: secretBytes(secret),
      requires,
      uid: '7d5e9f3a',
      serviceAccountName: undefined,
      now: context.now(),
    });
    if ('verdict' in planned) throw new Error(`nothing was sent: ${JSON.stringify(planned.verdict)}`);
    const before = performance.now();
    const verdict = await testConnection(planned.plan, context);
    return { verdict, tookMs: performance.now() - before, unchecked: complaintOf(up) };
  } finally {
    await up.stop();
  }
}
