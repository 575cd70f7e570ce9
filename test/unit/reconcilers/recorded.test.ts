import { expect, it } from '@jest/globals';
import { joined, type Recorded } from '../../../src/reconcilers/recorded.ts';

const time = '2030-01-01T00:00:01Z';
const one: Recorded = [{ credential: 'c', time, sender: 'one', ending: 'Refused' }];
const other: Recorded = [{ credential: 'c', time, sender: 'other', ending: 'Refused' }];

it('attempts of one second have one order for all operators, which would write against each other for another one', () => {
  expect(joined(one, other)).toEqual(joined(other, one));
  expect(joined(one, other)).toHaveLength(2);
});
