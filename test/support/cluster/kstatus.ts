import type { Connection, PlatformObject } from '../../../src/api/resources.ts';

/**
 * The rules that Flux, Helm --wait and Argo CD read a status by (kstatus): Ready is there, but for what is suspended without
 * a verdict, which is settled; Reconciling and Stalled are
 * True or absent and never both; a settled object is neither; every condition is of the current generation or older.
 * @throws Error naming the rule that is broken.
 */
export function expectKstatusRules({ metadata, status }: Connection | PlatformObject): void {
  const conditions: readonly { type: string; status: string; reason: string; observedGeneration?: number }[] =
    status?.conditions ?? [];
  if (conditions.length === 0) return;
  const of = (type: string) => conditions.find((condition) => condition.type === type)?.status;
  const [ready, reconciling, stalled] = [of('Ready'), of('Reconciling'), of('Stalled')];
  const isSuspended = conditions.some(({ reason }) => reason === 'Suspended');
  const broken = [
    ready === undefined && !isSuspended && 'Ready is missing',
    reconciling === 'False' && 'Reconciling is False: it must be absent',
    stalled === 'False' && 'Stalled is False: it must be absent',
    reconciling === 'True' && stalled === 'True' && 'Reconciling and Stalled at once',
    ready === 'True' && (reconciling ?? stalled) !== undefined && 'Ready while Reconciling or Stalled',
    ready === 'False' && stalled !== 'True' && 'Ready is False and not Stalled',
    of('Connected') === 'True' && of('Failed') !== 'False' && 'Connected and Failed at once',
    new Set(conditions.map(({ type }) => type)).size !== conditions.length && 'a type twice',
    conditions.some(({ observedGeneration = 0 }) => observedGeneration > (metadata.generation ?? 0)) &&
      'a generation of the future',
    status?.observedGeneration !== conditions[0]?.observedGeneration &&
      'observedGeneration differs from the conditions',
  ].filter((rule) => rule !== false);
  if (broken.length > 0) throw new Error(`kstatus: ${broken.join('; ')}: ${JSON.stringify(status)}`);
}
