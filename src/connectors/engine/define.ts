import type { PlatformSpec } from '../../api/platform.gen.ts';
import { definitions } from '../language/definitions.ts';
import { Bindings, valueOf } from '../language/expression.ts';
import type { Plan } from '../platform.ts';

type Defined = 'eager' | 'session' | 'response';

interface Defining {
  name: string;
  source: string;
  /** From what it is worked out: what was entered, what the test knows by then (credential, account, probe), or a response. */
  from: Defined;
}

const known = new WeakMap<PlatformSpec, readonly Defining[]>();

/** The names that a Platform defines, in order, with what each of them needs. */
export function definitionsOf(spec: PlatformSpec): readonly Defining[] {
  const before = known.get(spec);
  if (before) return before;
  const found = [...definitions(spec).values()].map(({ name, source, needs }) => ({
    name,
    source,
    from: fromOf(needs),
  }));
  known.set(spec, found);
  return found;
}

function fromOf(needs: string): Defined {
  if (needs === '') return 'eager';
  return needs.includes('R') ? 'response' : 'session';
}

/** The names that need nothing but what was entered. One without a value is null. */
export function defineEager(plan: Pick<Plan, 'platform' | 'config' | 'requires' | 'method'>): Record<string, unknown> {
  const { platform, config, requires, method } = plan;
  const values: Record<string, unknown> = {};
  for (const { name, source, from } of definitionsOf(platform.spec)) {
    if (from !== 'eager') continue;
    values[name] = valueOf(source, new Bindings({ ...values, config, requires, method: method.name })) ?? null;
  }
  return values;
}

/** Makes the other names known to expressions; each is worked out once, when it is first used. */
export function defineLazily(bindings: Bindings, spec: PlatformSpec, from: 'session' | 'response'): void {
  for (const definition of definitionsOf(spec)) {
    if (definition.from !== from) continue;
    bindings.lazily(definition.name, () => valueOf(definition.source, bindings) ?? null);
  }
}

/**
 * The same for templates, of names that are known before a response.
 * @param bindingsOf - makes what they are worked out from; most Platforms define none
 */
export function sessionNames(spec: PlatformSpec, bindingsOf: () => Bindings): Record<string, unknown> {
  const names = definitionsOf(spec).filter(({ from }) => from === 'session');
  if (names.length === 0) return {};
  const bindings = bindingsOf();
  return Object.fromEntries(names.map(({ name }) => [name, bindings.value(name)]));
}
