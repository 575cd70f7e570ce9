import { Gauge, type Registry } from 'prom-client';
import { group } from './api/resources.ts';
import type { Logger } from './runtime/index.ts';
import type { Watched } from './granted-watch.ts';

const plurals = ['connections', 'platforms'] as const;

interface Kinds {
  isMissing(plural: string): boolean;
}

/** One for each definition, by its name: what readyz shows of those that fail is the name. */
export function crdChecks(kinds: Kinds): Record<string, () => boolean> {
  return Object.fromEntries(plurals.map((plural) => [`crd ${crdOf(plural)}`, () => !kinds.isMissing(plural)]));
}

export function missingGauge(registry: Registry, kinds: Kinds): void {
  new Gauge({
    name: 'connection_operator_crd_missing',
    help: '1 while this CustomResourceDefinition of the operator is missing, so that nothing of its kind is there.',
    labelNames: ['crd'],
    registers: [registry],
    collect() {
      for (const plural of plurals) this.set({ crd: crdOf(plural) }, Number(kinds.isMissing(plural)));
    },
  });
}

export function tellMissing(log: Logger, { group: of, plural }: Watched, isMissing: boolean): void {
  if (of !== group) return;
  const crd = crdOf(plural);
  const restore = 'helm upgrade with the same values, or kubectl apply --server-side -f crds/; no restart is needed';
  if (isMissing) log.error('A CustomResourceDefinition is missing; nothing of its kind is tested', { crd, restore });
  else log.info('The CustomResourceDefinition is there again', { crd });
}

function crdOf(plural: string): string {
  return `${plural}.${group}`;
}
