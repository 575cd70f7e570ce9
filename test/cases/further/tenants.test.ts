import { describe, expect, it } from '@jest/globals';
import { registry, type Platform } from '../../../src/connectors/index.ts';
import type { PlatformCase, PlatformCases } from '../../platforms/case.ts';
import { damagesOf } from '../../platforms/damaged/damages.ts';
import { phaseOf, run } from '../../platforms/damaged/run.ts';

interface Compared {
  platform: Platform;
  setting: string;
  each: PlatformCase;
}

/** Every setting of a Platform that is compared with what a response says, in a good test of a method that compares it. */
async function comparisons(): Promise<Compared[]> {
  const found: Compared[] = [];
  for (const platform of registry.values()) {
    if (platform.spec.retired) continue;
    // One after the other: Jest links modules that others have begun to import only then.
    const { cases } = (await import(`../../platforms/${platform.name}/cases.ts`)) as { cases: PlatformCases };
    for (const { setting, method } of settingsOf(platform)) {
      const good = cases.filter((one) => isGood(one, method));
      const each = good.find(({ config = {} }) => setting in config) ?? good[0];
      if (each) found.push({ platform, setting, each });
    }
  }
  return found;
}

function settingsOf({ spec }: Platform): { setting: string; method: string }[] {
  return spec.methods.flatMap((method) => {
    const compared = JSON.stringify([method, spec.test]).matchAll(/"setting":"(\w+)","is"/g);
    const settings = new Set([...compared].map(([, setting]) => setting!));
    return [...settings].map((setting) => ({ setting, method: method.name }));
  });
}

const isGood = ({ kind, method, start, lacks }: PlatformCase, name: string) =>
  kind === 'connected' && method === name && start !== undefined && !lacks;

/** A value of the same form that nobody has. */
function another({ platform: { spec }, setting, each }: Compared): unknown {
  const method = spec.methods.find(({ name }) => name === each.method);
  const known = [method?.config, spec.config].map(
    (schema) => (schema?.['properties'] as Record<string, { examples?: unknown[] }> | undefined)?.[setting],
  );
  const good = each.config?.[setting] ?? known.find((one) => one?.examples)?.examples?.[0];
  if (typeof good !== 'string') return good;
  const middle = [...good.matchAll(/[a-z0-9]/gi)].map(({ index }) => index)[
    Math.floor(good.replaceAll(/[^a-z0-9]/gi, '').length / 2)
  ]!;
  return `${good.slice(0, middle)}${good[middle] === '7' ? '8' : '7'}${good.slice(middle + 1)}`;
}

/** Of all damages, which are eight to a field, so that each field and each damage has its turn. */
const every = 7;
const full = process.env['DAMAGED'] === 'full';
const compared = await comparisons();
const found = new Map<string, string>();

describe('A tenant, domain or workspace that is another one', () => {
  it.each(compared.map((one) => ({ ...one, name: `${one.platform.name}, ${one.each.method}, ${one.setting}` })))(
    'is never Connected: $name',
    async (one) => {
      const { platform, setting } = one;
      const each = { ...one.each, config: { ...one.each.config, [setting]: another(one) } };
      const good = await run(platform, each);
      const wrong: string[] = [];
      found.set(one.name, good.verdict.outcome === 'connected' ? 'Connected' : good.verdict.reason);
      if (good.verdict.outcome === 'connected') wrong.push('as it is');
      for (const at of good.exchanges.keys()) {
        if (!['signIn', 'test'].includes(phaseOf(good, at))) continue;
        const fields = damagesOf(good.exchanges[at]!).filter(({ kind }) => kind === 'field' || kind === 'emptied');
        for (const { name, damage } of fields.filter((_, index) => full || index % every === 0)) {
          const { verdict } = await run(platform, each, { at, damage });
          if (verdict.outcome === 'connected') wrong.push(`response ${at}, ${name}`);
        }
      }

      expect(wrong).toEqual([]);
    },
    60_000,
  );

  it('is told as that by nearly all of them', () => {
    expect([...found.values()].filter((reason) => reason === 'IdentityMismatch').length).toBeGreaterThan(29);
  });
});
