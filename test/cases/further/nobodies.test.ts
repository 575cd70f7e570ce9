import { describe, expect, it } from '@jest/globals';
import { isNobody } from '../../../src/connectors/engine/nobody.ts';
import { phaseOf } from '../../platforms/damaged/run.ts';
import { run, stepMethods, type Tested } from './methods.ts';

/** Of each platform the first method: who somebody is, is asked in the same way by all. */
const tested = (await stepMethods()).filter(({ platform, each: of }) => platform.spec.methods[0]?.name === of.method);

/** What stands in the place of an id where there is no account; every platform sees some of them, and all see all. */
const nobodies = [
  'null',
  'undefined',
  'Anonymous',
  'guest',
  'nobody',
  'N/A',
  -1,
  '\u{200b}',
  '[object Object]',
  'false',
];
const each = 2;
let next = 0;

describe('An id that stands for nobody', () => {
  it.each(tested)('is no account of $name', async (one) => {
    const good = await run(one.platform, one.each);
    const id = good.verdict.outcome === 'connected' ? good.verdict.account?.id : undefined;
    const wrong: string[] = [];
    for (const [at, { body }] of good.exchanges.entries()) {
      if (id === undefined || !['signIn', 'test', 'access'].includes(phaseOf(good, at))) continue;
      for (let count = 0; count < each; count += 1) {
        const nobody = nobodies[(next += 1) % nobodies.length];
        const damaged = replaced(body, id, nobody);
        const found = damaged === undefined ? undefined : await idOf(one, at, damaged);
        if (found === String(nobody)) wrong.push(`response ${at}: ${found}`);
      }
    }

    expect(wrong).toEqual([]);
  });
});

async function idOf({ platform, each: of }: Tested, at: number, body: string): Promise<string | undefined> {
  const { verdict } = await run(platform, of, { at, damage: { body } });
  return verdict.outcome === 'connected' ? verdict.account?.id : undefined;
}

/** @returns undefined if the id is nowhere in the response */
function replaced(body: string, id: string, nobody: unknown): string | undefined {
  if (!/^\s*[{[]/.test(body)) return body.includes(`>${id}<`) ? body.replaceAll(`>${id}<`, `>${nobody}<`) : undefined;
  let found = false;
  const text = JSON.stringify(JSON.parse(body), (_key, value: unknown) => {
    const isId = ['string', 'number'].includes(typeof value) && String(value) === id;
    found ||= isId;
    return isId ? nobody : value;
  });
  return found ? text : undefined;
}

describe('The name of nobody', () => {
  it.each<[string, string | undefined, boolean]>([
    ['guest', 'guest', false],
    ['Guest', 'guest', false],
    ['guest', 'svc', true],
    ['anonymous', '', true],
    ['system:anonymous', undefined, true],
    ['-1', undefined, true],
    ['0', undefined, true],
    ['00000000-0000-0000-0000-000000000000', undefined, true],
    ['???', undefined, true],
    ['guest-house@example.com', 'svc', false],
    ['nobody@example.com', 'svc', false],
    ['用户', undefined, false],
    ['-', undefined, true],
    ['😀', undefined, false],
    ['1', undefined, false],
  ])('%s, who signs in as %s: %s', (id, login, nobody) => {
    expect(isNobody(id, login)).toBe(nobody);
  });
});
