import { expect } from '@jest/globals';
import type { WireDamage } from './damages.ts';
import { damageOne, goodTest, type Protocol, type Steps } from './run.ts';

interface Trial {
  at: number;
  damage: WireDamage;
}

const seed = Number(process.env['DAMAGED_SEED'] ?? 13);

/** Damages everything that the server says in a good test, in `share` of the ways; DAMAGED=full takes all. */
export async function holdDamaged(protocol: Protocol, share: number, atOnce = 4): Promise<void> {
  const good = await goodTest(protocol);
  expect(good.verdict.outcome).toBe('connected');
  const trials = trialsOf(protocol, good, process.env['DAMAGED'] === 'full' ? 1 : share);
  const wrong: string[] = [];
  const next = trials.values();
  const work = async () => {
    for (const { at, damage } of next) {
      const found = await damageOne(protocol, { good, at, damage });
      if (found !== undefined) wrong.push(`${at} (${good.said[at]!.step}), ${damage.name}: ${found}`);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  process.stdout.write(`${protocol.platform.name}: ${good.said.length} replies, ${trials.length} damaged\n`);

  expect(wrong).toEqual([]);
}

/** Of each reply the same share, which the seed decides. */
function trialsOf({ damages }: Protocol, { said }: Steps, share: number): Trial[] {
  return said.flatMap((one, at) => {
    const all = damages(one).filter((damage) => (!damage.follows || at > 0) && changes(damage, one));
    const every = Math.max(1, Math.round(1 / share));
    return all.filter((_, index) => (index * 7 + at * 3 + seed) % every === 0).map((damage) => ({ at, damage }));
  });
}

/** Whether a code or a word is another one than it was. */
function changes({ code, make }: WireDamage, said: Steps['said'][number]): boolean {
  return code === undefined || !make(said, []).send[0]!.equals(said.bytes);
}
