import { describe, expect, it } from '@jest/globals';
import { failure, type Finding, type Proof } from '../../../src/connectors/failure.ts';
import { judge } from '../../../src/connectors/judge.ts';

const proof: Proof = { kind: 'proof', account: { id: '1' }, access: { read: 'Granted', write: 'Denied' } };
const unproved = { authenticated: 'NotTestable' } as const;

/** `Resolved=Passed Reached=Passed …` */
function ladder(finding: Finding, requires = {}): string {
  return judge(finding, requires)
    .checks.map(({ name, result }) => `${name}=${result}`)
    .join(' ');
}

describe('the ladder', () => {
  it.each<[string, Finding, object, string]>([
    ['a proof', proof, {}, 'Resolved=Passed Reached=Passed Authenticated=Passed Authorized=Passed'],
    [
      'a proof without a credential',
      { ...proof, ...unproved },
      {},
      'Resolved=Passed Reached=Passed Authenticated=NotTestable Authorized=Passed',
    ],
    [
      'a right that is not told',
      { ...proof, ...unproved },
      { access: ['Delete'] },
      'Resolved=Passed Reached=Passed Authenticated=NotTestable Authorized=NotTestable',
    ],
    [
      'a right that is missing',
      { ...proof, ...unproved },
      { access: ['Write'] },
      'Resolved=Passed Reached=Passed Authenticated=NotTestable Authorized=Failed',
    ],
    [
      'a failure above the rung without a credential',
      { ...failure('Authorized', 'TargetNotFound'), ...unproved },
      {},
      'Resolved=Passed Reached=Passed Authenticated=NotTestable Authorized=Failed',
    ],
    [
      'a failure at that rung',
      { ...failure('Authenticated', 'AccessRefused'), ...unproved },
      {},
      'Resolved=Passed Reached=Passed Authenticated=Failed',
    ],
    ['a failure below it', { ...failure('Reached', 'TimedOut'), ...unproved }, {}, 'Resolved=Passed Reached=Failed'],
  ])('%s', (_name, finding, requires, expected) => {
    expect(ladder(finding, requires)).toBe(expected);
  });
});
