import { stampConditions, type WantedCondition } from '../api/conditions.ts';
import type { PlatformStatus } from '../api/platform.gen.ts';
import type { PlatformObject } from '../api/resources.ts';
import type { PlatformJudgement } from '../inputs/usable-platform.ts';

const usable = 'Connections can use this platform.';

/** The status of a Platform, by the rules of kstatus: a refused one is Stalled until its spec changes. Pure. */
export function platformStatus(
  { metadata, spec, status }: PlatformObject,
  { reason, refused }: PlatformJudgement,
  { connections, now }: { connections: number | undefined; now: number },
): PlatformStatus {
  const generation = metadata.generation ?? 0;
  const stamp = { generation, now: new Date(now).toISOString().replace(/\.\d+Z$/, 'Z') };
  return {
    observedGeneration: generation,
    ...(connections === undefined ? {} : { connections }),
    // A printer column shows one value of a list only.
    methods: spec.methods.map(({ name }) => name).join(', '),
    ...(spec.aliases?.length ? { aliases: spec.aliases.join(', ') } : {}),
    conditions: stampConditions(conditions(reason, refused), status?.conditions, stamp),
  };
}

function conditions(reason: string, refused: string | undefined): WantedCondition<'Accepted' | 'Ready' | 'Stalled'>[] {
  const message = refused ?? usable;
  const accepted = refused === undefined ? 'True' : 'False';
  const both = [
    { type: 'Accepted' as const, status: accepted, reason, message } as const,
    { type: 'Ready' as const, status: accepted, reason, message } as const,
  ];
  return refused === undefined ? both : [...both, { type: 'Stalled', status: 'True', reason, message }];
}

/** Whether a Platform is refused that was not, or for another reason: that is worth an Event. */
export function isNewlyRefused(before: PlatformStatus | undefined, { reason, refused }: PlatformJudgement): boolean {
  if (refused === undefined) return false;
  const was = before?.conditions?.find(({ type }) => type === 'Accepted');
  return was?.status !== 'False' || was.reason !== reason;
}
