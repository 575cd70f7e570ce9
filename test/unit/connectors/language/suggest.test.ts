import { expect, it } from '@jest/globals';
import { nearest } from '../../../../src/connectors/language/suggest.ts';

it.each<[string, string[], string | undefined]>([
  ['apiKye', ['apiKey', 'apiUrl'], 'apiKey'],
  ['ulr', ['id', 'url'], 'url'],
  ['nam', ['basic', 'ntlm'], 'ntlm'],
  ['teamID', ['teamId', 'team'], 'teamId'],
  ['Rejected', ['CredentialsRejected', 'AccessRefused'], 'CredentialsRejected'],
  ['refused', ['CredentialsRejected', 'AccessRefused'], 'AccessRefused'],
  ['x', ['id', 'a'], undefined],
  ['abc', ['xbz', 'url'], undefined],
  ['name', ['username', 'surname'], undefined],
])('%s among %j is %s', (name, candidates, expected) => {
  expect(nearest(name, candidates)).toBe(expected);
});
