import { expect, it } from '@jest/globals';
import { inOrder } from '../../../../src/connectors/language/set-order.ts';

it('an entry follows those that it reads, whatever the order of the names', () => {
  const set = { api: 'me.root + "/api"', 'home?': 'json.home', root: 'me.zone.before(":")', zone: 'json.zone' };

  expect(inOrder('me', set).map(([name]) => name)).toEqual(['zone', 'root', 'api', 'home?']);
});

it('a circle ends', () => {
  expect(inOrder('me', { a: 'me.b', b: 'me.a' })).toHaveLength(2);
});
