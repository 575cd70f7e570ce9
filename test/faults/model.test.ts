import { afterAll, expect, it } from '@jest/globals';
import { Model } from '../support/faults/model.ts';

/** Random operations beside a model that says what each verdict must be. `FAULTS=full` does 20,000 of them, `FAULTS_SEEDS=21,22` others. */
const isFull = process.env['FAULTS'] === 'full';
const { FAULTS_SEEDS: wanted } = process.env;
const seeds = wanted ? wanted.split(',').map(Number) : isFull ? [11, 12, 13, 14, 15] : [1, 2];
const operations = isFull ? 4000 : 300;
const table: string[] = [];

afterAll(() => {
  process.stdout.write(
    [
      '| seed | operations | kills | verdicts | sign-ins | counted over all processes | wrong | untrue | above the bound |',
      ...table,
      '',
    ].join('\n'),
  );
});

it.each(seeds)(
  'seed %d: no verdict is wrong, and no password is shown too often',
  async (seed) => {
    const model = new Model(seed);
    for (let done = 0; done < operations; done += 50) {
      await model.round(50);
      model.judge();
    }
    const { world, found } = model;
    const counts = [seed, operations, world.kills, model.judged, world.server.signIns.length, model.counted];
    table.push(`| ${[...counts, found.wrong.length, found.untrue.length, found.above.length].join(' | ')} |`);
    expect(found).toEqual({ wrong: [], untrue: [], above: [] });
    expect(model.counted).toBeGreaterThan(0);
    expect(model.judged).toBeGreaterThan(operations / 50);
  },
  1_800_000,
);
