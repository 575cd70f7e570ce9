import type { ConnectionCondition } from './connection.gen.ts';

export type ConditionType = 'Connected' | 'Failed' | 'Ready' | 'Reconciling' | 'Stalled' | 'CredentialExpiring';

/** A condition as wanted, before its times are known. */
export interface WantedCondition<Type extends string = ConditionType> {
  type: Type;
  status: ConnectionCondition['status'];
  reason: string;
  message: string;
}

export function conditionOf<C extends { type: string }>(
  conditions: readonly C[] | undefined,
  type: ConditionType,
): C | undefined {
  return conditions?.find((condition) => condition.type === type);
}

/** The wanted conditions with generation and times; `lastTransitionTime` moves only where the status does. */
export function stampConditions<Type extends string>(
  wanted: readonly WantedCondition<Type>[],
  previous: readonly { type: string; status: string; lastTransitionTime: string }[] | undefined,
  { generation, now }: { generation: number; now: string },
): (WantedCondition<Type> & { observedGeneration: number; lastTransitionTime: string })[] {
  return wanted.map((condition) => {
    const before = previous?.find(({ type }) => type === condition.type);
    const lastTransitionTime = before?.status === condition.status ? before.lastTransitionTime : now;
    return { ...condition, observedGeneration: generation, lastTransitionTime };
  });
}
