import { describe, expect, it } from '@jest/globals';
import type { Exchange } from '../../platforms/damaged/tamper.ts';
import { asksBeside } from '../../platforms/damaged/demand.ts';
import { phaseOf, type Ran } from '../../platforms/damaged/run.ts';
import { run, stepMethods, type Tested } from './methods.ts';

interface Good extends Tested {
  good: Ran;
  /** Where in it the test was responded to. */
  places: number[];
}

/** One API under several names, or one form of an account: `id` and `name` of a user, a list that only a token opens. */
const kin = [
  ['dropbox-business', 'dropbox-team-folders'],
  ['google-drive', 'google-shared-drives', 'google-workspace'],
  ['nextcloud', 'owncloud'],
  ['onedrive-business', 'sharepoint-online'],
  ['microsoft-graph', 'microsoft-teams', 'laserfiche', 'laserfiche-server'],
  ['github', 'procore'],
];
/** By definition any good response, once a stranger was refused. */
const takesAny = 'http-endpoint';
/** A list alone: the token of the repository was the proof. */
const provedByToken = new Set(['laserfiche-server']);

/** Each platform sees some of the others; DAMAGED=full shows it all of them. */
const every = process.env['DAMAGED'] === 'full' ? 1 : 12;
const goods = await goodTests();

describe('What another service says to somebody who has signed in', () => {
  it.each(goods)('is no proof at $name', async (one) => {
    const wrong: string[] = [];
    for (const { at, name, exchange } of said(one)) {
      const { verdict } = await run(one.platform, one.each, { at, damage: bodyOf(exchange) });
      if (verdict.outcome === 'connected') wrong.push(`response ${at} of ${name}: ${verdict.account?.id}`);
    }

    expect(wrong).toEqual([]);
  });
});

/** What the others say, in each place of a platform's test. */
function said(one: Good) {
  return one.places.flatMap((at) =>
    goods
      .filter((other, index) => !isKin(one, other) && (index + at + goods.indexOf(one)) % every === 0)
      .flatMap(({ name, places, good }) => places.map((from) => ({ at, name, exchange: good.exchanges[from]! }))),
  );
}

function isKin(one: Good, other: Good): boolean {
  return other === one || kin.some((group) => [one, other].every(({ platform: { name } }) => group.includes(name)));
}

function bodyOf({ status, type, body }: Exchange) {
  return { status, type, body };
}

/** Of each platform the first method. A token is one whoever issued it (RFC 6749, 5.1): what it opens is the proof. */
async function goodTests(): Promise<Good[]> {
  const found: Good[] = [];
  for (const one of await stepMethods()) {
    const { name } = one.platform;
    if (name === takesAny || provedByToken.has(name) || found.some(({ platform }) => platform.name === name)) continue;
    const good = await run(one.platform, one.each);
    const places = [...good.exchanges.keys()].filter(
      (at) =>
        phaseOf(good, at) === 'test' &&
        good.exchanges[at]!.body !== '' &&
        good.exchanges[at]!.status < 300 &&
        !asksBeside.test(good.exchanges[at]!.key),
    );
    found.push({ ...one, good, places });
  }
  return found;
}
