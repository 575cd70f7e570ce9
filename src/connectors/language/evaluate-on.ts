import type { PlatformSpec } from '../../api/platform.gen.ts';
import { definitions } from './definitions.ts';
import { Bindings, valueOf, type Expression } from './expression.ts';

const nothing = {
  headers: {},
  cookies: {},
  text: '',
  json: null,
  xml: null,
  now: 0,
  config: {},
  requires: {},
  method: '',
};

/** What an expression says of a response of which only some names are known; names that are defined are worked out. */
export function evaluateOn(
  names: Readonly<Record<string, unknown>>,
  expression: Expression,
  spec: PlatformSpec,
): unknown {
  const bindings = new Bindings({ ...nothing, ...names });
  for (const { name, source } of definitions(spec).values())
    bindings.lazily(name, () => valueOf(source, bindings) ?? null);
  return expression.evaluate(bindings);
}
