import { expect, it } from '@jest/globals';
import type { PlatformStep } from '../../../../src/api/platform.gen.ts';
import { judgeHard, positionsOf } from '../../../support/hard-responses.ts';
import { scriptedPlatform } from '../../../support/cluster/scripted-platform.ts';

type Step = Pick<PlatformStep, 'facts' | 'expect'>;

/** One expression that does about as much as one may. */
const long = (last: string) =>
  `json.list.filter(a, a.lowerAscii().contains("${last}") && a.size() == 0).size() == 0 ? "x" : "x"`;
const config = { properties: { a: { type: 'string', default: 'x' } } };
const list = Array.from({ length: 4000 }, (_, index) => `${'A'.repeat(10)}${index}`);
const text = JSON.stringify({ list });

/** Turns that others had while a step was taken. */
async function turnsDuring(step: Step): Promise<number> {
  const spec = { ...scriptedPlatform, config, test: [{ ...scriptedPlatform.test![0]!, ...step }] };
  const position = positionsOf({ name: 'scripted', spec }).find(({ step: { phase } }) => phase === 'test')!;
  let turns = 0;
  let isOver = false;
  const count = () => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  await judgeHard(position, { status: 200, headers: { 'content-type': 'application/json' }, cookies: {}, text });
  isOver = true;
  return turns;
}

const one: Step = { facts: { account: { id: long('1') } } };

it.each<[string, Step]>([
  [
    'the fields of the account',
    { facts: { account: { id: 'json.list[0]', name: long('1'), email: long('2'), tenant: long('3') } } },
  ],
  ['who it is and the account', { facts: { identified: `(${long('1')}) == "x"`, account: { id: long('2') } } }],
  ['what is expected', { expect: ['1', '2', '3'].map((last) => ({ setting: 'a', is: long(last), causes: ['c'] })) }],
])('others have a turn between %s', async (_what, step) => {
  // The first time, and beside other work, everything takes longer and is followed by more turns.
  const alone = await several(one);
  const turns = await several(step);

  expect(Math.max(...turns)).toBeGreaterThan(Math.min(...alone));
});

async function several(step: Step): Promise<number[]> {
  const turns: number[] = [];
  for (let n = 0; n < 5; n += 1) turns.push(await turnsDuring(step));
  return turns;
}
