import { expect, it } from '@jest/globals';
import type { Stage } from '../../../src/connectors/index.ts';
import { Marks } from '../../../src/connectors/stages.ts';

function followed(): { marks: Marks; seen: Stage[] } {
  const seen: Stage[] = [];
  return { marks: new Marks((stage) => seen.push(stage)), seen };
}

it('tells of each stage that a test comes to, once', () => {
  const { marks, seen } = followed();

  marks.dialled();
  marks.dialled();
  marks.reached();
  marks.credentialSent();
  marks.accepted();
  marks.accepted();

  expect(seen).toEqual(['Reached', 'Authenticated', 'Authorized']);
});

it('tells of the stage alone that a test got to at once', () => {
  const { marks, seen } = followed();

  marks.accepted();

  expect(seen).toEqual(['Authorized']);
});
