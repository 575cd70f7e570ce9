import { describe, expect, it } from '@jest/globals';
import type { PlatformStatus } from '../../../src/api/platform.gen.ts';
import type { PlatformObject } from '../../../src/api/resources.ts';
import type { PlatformJudgement } from '../../../src/inputs/usable-platform.ts';
import { isNewlyRefused, platformStatus } from '../../../src/reconcilers/platform-status.ts';
import { expectKstatusRules } from '../../support/cluster/kstatus.ts';

const now = Date.UTC(2030, 0, 1, 12);
const day = 86_400_000;
const accepted: PlatformJudgement = { reason: 'Accepted', refused: undefined };
const refused: PlatformJudgement = { reason: 'HostsOpen', refused: 'spec.hosts[0]: `*` is too wide. Name the host.' };

function platform(status?: PlatformStatus, generation = 3): PlatformObject {
  const method = { title: 'Token', credential: { bearer: '{{secret.token}}' } };
  return {
    metadata: { name: 'archive', uid: 'uid', resourceVersion: '1', generation },
    spec: {
      title: 'Archive',
      aliases: ['Old archive', 'Vault'],
      category: 'Business',
      methods: [
        { name: 'token', ...method },
        { name: 'key', ...method },
      ],
    },
    ...(status ? { status } : {}),
  };
}

const statusOf = (judgement: PlatformJudgement, before?: PlatformStatus, at = now) =>
  platformStatus(platform(before), judgement, { connections: 2, now: at });

/** `Accepted=True/Accepted …` */
const rows = ({ conditions = [] }: PlatformStatus) =>
  conditions.map(({ type, status, reason }) => `${type}=${status}/${reason}`).join(' ');

describe('the status of a Platform', () => {
  it.each<[string, PlatformJudgement, string]>([
    ['accepted', accepted, 'Accepted=True/Accepted Ready=True/Accepted'],
    ['built in', { reason: 'BuiltIn', refused: undefined }, 'Accepted=True/BuiltIn Ready=True/BuiltIn'],
    ['refused', refused, 'Accepted=False/HostsOpen Ready=False/HostsOpen Stalled=True/HostsOpen'],
  ])('%s', (_name, judgement, expected) => {
    const status = statusOf(judgement);

    expect(rows(status)).toBe(expected);
    expectKstatusRules({ ...platform(), status });
  });

  it('is of the generation that was judged, with what people look for in a list', () => {
    const status = statusOf(accepted);

    expect(status).toMatchObject({
      observedGeneration: 3,
      connections: 2,
      methods: 'token, key',
      aliases: 'Old archive, Vault',
    });
    expect(status.conditions?.map(({ observedGeneration }) => observedGeneration)).toEqual([3, 3]);
  });

  it('says in each condition what is wrong', () => {
    const messages = statusOf(refused).conditions?.map(({ message }) => message);

    expect(new Set(messages)).toEqual(new Set([refused.refused]));
  });

  it('keeps the time of a condition whose status is the same', () => {
    const before = statusOf(refused);
    const still = statusOf({ reason: 'SpecInvalid', refused: 'spec.test: a request is needed' }, before, now + day);
    const mended = statusOf(accepted, still, now + 2 * day);

    expect(still.conditions?.map(({ lastTransitionTime }) => lastTransitionTime)).toEqual(
      before.conditions?.map(({ lastTransitionTime }) => lastTransitionTime),
    );
    expect(mended.conditions?.map(({ type, lastTransitionTime }) => [type, lastTransitionTime])).toEqual([
      ['Accepted', '2030-01-03T12:00:00Z'],
      ['Ready', '2030-01-03T12:00:00Z'],
    ]);
  });
});

describe('an Event', () => {
  it.each<[string, PlatformStatus | undefined, PlatformJudgement, boolean]>([
    ['is written for one that is refused at first', undefined, refused, true],
    ['is written for one that was accepted', statusOf(accepted), refused, true],
    ['is written for another reason', statusOf(refused), { ...refused, reason: 'SpecInvalid' }, true],
    ['is not written twice for one reason', statusOf(refused), { ...refused, refused: 'spec.hosts[1]: …' }, false],
    ['is not written for one that is accepted', statusOf(refused), accepted, false],
  ])('%s', (_name, before, judgement, expected) => {
    expect(isNewlyRefused(before, judgement)).toBe(expected);
  });
});
