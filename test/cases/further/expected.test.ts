import { describe, it } from '@jest/globals';
import { holdVerdict } from '../verdict-case.ts';

const slack = { platform: 'slack', config: { teamId: 'T0123' }, secret: { botToken: 'xoxb-made-up' } };
const hubspot = { platform: 'hubspot', config: { portalId: '12' }, secret: { accessToken: 'pat-eu1-made-up' } };

/** What reads as the expected value as text, and is another. */
const others: unknown[] = [
  [['T0123']],
  [[['T0123']]],
  { id: 'T0123' },
  't0123',
  ' T0123',
  'T0123 ',
  'T0123\u{200b}',
  null,
  false,
  0,
  [],
];

describe('A value that is expected', () => {
  it.each(others.map((team) => ({ team, name: JSON.stringify(team) })))('is not met by $name', ({ team, name }) =>
    holdVerdict({
      ...slack,
      name,
      answer: () => ({ json: { ok: true, user_id: 'U1', team_id: team } }),
      reason: ['IdentityMismatch', 'UnexpectedReply'],
    }),
  );

  it.each(
    [[[12]], [[['12']]], '012', '12.0', 12.5, '１２', [[]]].map((portal) => ({ portal, name: JSON.stringify(portal) })),
  )('of a number is not met by $name', ({ portal, name }) =>
    holdVerdict({
      ...hubspot,
      name,
      answer: () => ({ json: { portalId: Array.isArray(portal) ? [portal] : portal, userId: 3 } }),
      reason: ['IdentityMismatch', 'UnexpectedReply'],
    }),
  );

  it('is met by the number itself', () =>
    holdVerdict({ ...hubspot, name: '12', answer: () => ({ json: { portalId: 12, userId: 3 } }), reason: 'Verified' }));
});
