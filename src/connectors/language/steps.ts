import type {
  PlatformMethod,
  PlatformRequest,
  PlatformRow,
  PlatformSpec,
  PlatformStep,
} from '../../api/platform.gen.ts';
import type { Phase } from './grammar-node.ts';
import { ownValue } from './schema-keys.ts';

/** A step and where it stands. */
interface StepAt {
  step: PlatformStep;
  phase: Phase;
  /** From `spec`. */
  path: string;
  /** Index of the method whose step it is. */
  method?: number;
}

/** Every step of a Platform, in the order of the phases. */
export function stepsOf(spec: PlatformSpec): StepAt[] {
  const { methods, test, access, probe } = spec;
  const { when: _, ...probeSteps } = probe ?? {};
  return [
    ...methods.flatMap(stepsOfMethod),
    ...at(test, 'test', 'spec.test'),
    ...at(access, 'access', 'spec.access'),
    ...Object.entries(probeSteps).map(([name, step]): StepAt => ({ step, phase: 'probe', path: `spec.probe.${name}` })),
  ];
}

function stepsOfMethod({ detect, signIn, signOut }: PlatformMethod, method: number): StepAt[] {
  const path = `spec.methods[${method}]`;
  return [
    ...at(detect, 'detect', `${path}.detect`),
    ...at(signIn, 'signIn', `${path}.signIn`),
    ...at(signOut, 'signOut', `${path}.signOut`),
  ].map((found) => ({ ...found, method }));
}

function at(steps: readonly PlatformStep[] = [], phase: Phase, path: string): StepAt[] {
  return steps.map((step, index) => ({ step, phase, path: `${path}[${index}]` }));
}

/** A row of a step, or of a table that it names. */
export interface RowAt {
  row: PlatformRow;
  path: string;
  /** Path of the `replies` that the row belongs to in the end. */
  usedBy?: string | undefined;
}

/** The rows of `replies`, those of tables in their place. A circle of tables ends where it closes. */
export function rowsIn(
  spec: PlatformSpec,
  rows: readonly PlatformRow[] = [],
  path: string,
  open: readonly string[] = [],
): RowAt[] {
  return rows.flatMap((row, index): RowAt[] => {
    const { table } = row;
    if (table === undefined) return [{ row, path: `${path}[${index}]` }];
    if (open.includes(table)) return [];
    const inner = rowsIn(spec, ownValue(spec.tables, table), `spec.tables.${table}`, [...open, table]);
    return inner.map((found) => ({ ...found, usedBy: path }));
  });
}

/** A request and where it stands: of a step, or of a row's `then`. */
export interface RequestAt {
  request: PlatformRequest;
  phase: Phase;
  path: string;
  method?: number | undefined;
}

/** Every request that a Platform may send, those of `then` in tables once for each step. */
export function requestsOf(spec: PlatformSpec): RequestAt[] {
  return stepsOf(spec).flatMap(({ step, phase, path, method }) => {
    const own = step.request ? [{ request: step.request, phase, path: `${path}.request`, method }] : [];
    const asked = rowsIn(spec, step.replies, `${path}.replies`).flatMap((found): RequestAt[] => {
      const { then } = found.row;
      return then ? [{ request: then.request, phase, path: `${found.path}.then.request`, method }] : [];
    });
    return [...own, ...asked];
  });
}
