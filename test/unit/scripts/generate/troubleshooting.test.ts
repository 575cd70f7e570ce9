import { describe, expect, it } from '@jest/globals';
import { meaningsOf } from '../../../../scripts/generate/platform/meanings.ts';
import { rulesOf } from '../../../../scripts/generate/platform/rules.ts';
import { troubleshootingSection } from '../../../../scripts/generate/platform/troubleshooting.ts';
import { bearer, platformSpec } from './spec.ts';

const request = { url: 'https://{{host}}/x' };
const why = { request, replies: [{ when: 'status == 400', outcome: 'AccountLocked' as const }] };
const spec = platformSpec({
  tables: {
    common: [{ when: 'status == 418', outcome: 'RateLimited' }],
    all: [{ table: 'common' }, { when: 'status == 202', outcome: 'Passed' }],
  },
  methods: [
    { ...bearer, credential: { ntlm: { username: '{{secret.u}}', password: '{{secret.p}}' } } },
    { name: 'detecting', title: 'D', detect: [{ request, replies: [{ when: 'status == 401', use: 'bearer' }] }] },
  ],
  test: [
    {
      request,
      replies: [
        { table: 'all' },
        { when: 'status == 403', outcome: 'AccessRefused', causes: ['a'], fix: 'Do b', compareClocks: true, then: why },
      ],
      expect: [{ setting: 'tenant', is: 'json.tenant', causes: ['c'] }],
    },
  ],
  access: [{ request, replies: [{ table: 'all' }] }],
});

it('collects reasons, those of a table once', () => {
  expect(meaningsOf(spec).map(({ reason }) => reason)).toEqual([
    'RateLimited',
    'ClockSkew',
    'AccountLocked',
    'AccessRefused',
    'IdentityMismatch',
    'AccessRefused',
  ]);
});

describe('the rules', () => {
  it.each([
    ['**Detection (`detecting`)**\n\n- `status == 401` → method `bearer`'],
    ['**Permissions (`GET https://example.com/x`)**\n\n- the rows of table `all`'],
    ['**Table `all`**\n\n- the rows of table `common`\n- `status == 202` → Passed'],
    ['`status == 403` → ClockSkew if the clocks differ by more than 60 seconds, else AccessRefused'],
    [
      '  - first `GET https://example.com/x` is sent; its response decides if one of these is true:\n    - `status == 400` → AccountLocked',
    ],
  ])('have %j', (text) => {
    expect(rulesOf(spec)).toContain(text);
  });

  it('are none without rows', () => {
    expect(rulesOf(platformSpec())).toBeUndefined();
  });
});

it.each([
  ['AccessRefused', 'Failed', 'a; the user name', 'Do b. Check each possible cause.'],
  ['IdentityMismatch', 'Failed', 'c', 'Correct `spec.config`'],
  ['RateLimited', 'Retrying', 'The platform is rate limiting requests.', 'The test is repeated'],
])('says what %s means', async (reason, state, causes, fix) => {
  const section = await troubleshootingSection({ name: 'files', spec });
  const [, found, cause, todo] = section
    .split('\n')
    .find((line) => line.includes(`[${reason}]`))!
    .split(' | ');

  expect([found, cause?.startsWith(causes), todo?.startsWith(fix)]).toEqual([state, true, true]);
});
