import { describe, expect, it } from '@jest/globals';
import { registry, type Platform } from '../../../src/connectors/index.ts';
import type { PlatformCase, PlatformCases } from '../case.ts';
import { damagesOf } from './damages.ts';
import { wrongWith } from './demand.ts';
import { phaseOf, run, type Ran } from './run.ts';
import { sampled } from './sample.ts';

/**
 * Every response in a good test of every method, damaged: fields, cut off, answered by something else, every status.
 * A sample that DAMAGED_SEED decides; DAMAGED=status takes every status (45 minutes on two cores), DAMAGED=full all,
 * which is hours.
 */
const seed = Number(process.env['DAMAGED_SEED'] ?? 13);
process.stdout.write(`damaged responses: DAMAGED_SEED=${seed} DAMAGED=${process.env['DAMAGED'] ?? 'sample'}\n`);

const limitMs = process.env['DAMAGED'] ? 7_200_000 : 240_000;
/** Drivers of protocols that are not HTTP have no status and no body to damage. */
const notHttp = new Set(['ftp', 'local-filesystem', 'nfs', 'sftp', 'smb']);

const { tested, others } = await methodsOfAll();

it('knows a good test of nearly every method that speaks HTTP', () => {
  expect(others).toEqual([]);
});

describe('A damaged response', () => {
  it.each(tested)(
    '$name',
    async ({ platform, cases }) => {
      const wrong: string[] = [];
      for (const each of cases) wrong.push(...(await damageEach(platform, each)));

      expect(wrong).toEqual([]);
    },
    limitMs,
  );
});

async function damageEach(platform: Platform, each: PlatformCase): Promise<string[]> {
  const good = await run(platform, each);
  if (good.verdict.outcome !== 'connected') return [`${each.method}: the good test is ${good.verdict.reason}`];
  const wrong: string[] = [];
  for (const at of good.exchanges.keys()) wrong.push(...(await damageOne({ platform, each, good, at })));
  return wrong;
}

interface One {
  platform: Platform;
  each: PlatformCase;
  good: Ran;
  at: number;
}

/** What comes after the verdict, or writes, is held by tests of its own. */
const elsewhere = new Set(['signOut', 'probe']);

async function damageOne({ platform, each, good, at }: One): Promise<string[]> {
  const phase = phaseOf(good, at);
  if (elsewhere.has(phase)) return [];
  const wrong: string[] = [];
  for (const named of sampled(damagesOf(good.exchanges[at]!), seed + at * 7919, good)) {
    const ran = await run(platform, each, { at, damage: named.damage });
    const found = wrongWith({ platform, good, at, named, ran });
    if (found !== undefined) wrong.push(`${each.method}, response ${at} (${phase}), ${named.name}: ${found}`);
  }
  return wrong;
}

/** For each method the first case that is connected. */
async function methodsOfAll() {
  const found: { platform: Platform; name: string; cases: PlatformCase[] }[] = [];
  for (const platform of registry.values()) {
    // One after the other: Jest links modules that others have begun to import only then.
    const { cases } = (await import(`../${platform.name}/cases.ts`)) as { cases: PlatformCases };
    const first = platform.spec.methods.map(({ name }) =>
      cases.find(({ kind, method, start, lacks }) => kind === 'connected' && method === name && start && !lacks),
    );
    found.push({ platform, name: platform.name, cases: first.filter((one) => one !== undefined) });
  }
  const http = found.filter(({ platform: { spec } }) => !spec.retired && !notHttp.has(spec.driver ?? 'http'));
  return {
    tested: http,
    others: http.flatMap(({ name, cases, platform }) => (platform.spec.methods.length === cases.length ? [] : [name])),
  };
}
