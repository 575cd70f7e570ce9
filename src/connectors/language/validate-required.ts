import type { PlatformSpec } from '../../api/platform.gen.ts';
import type { Problems } from './problem.ts';
import { keysOf, type SchemaKeys } from './schema-keys.ts';
import { didYouMean } from './suggest.ts';

/** What is required and cannot be entered, because unknown settings and keys are refused. */
export function checkRequired(spec: PlatformSpec, problems: Problems): void {
  const settings = keysOf(spec.config, spec);
  check(settings, settings, 'spec.config');
  for (const [index, { secret, config }] of spec.methods.entries()) {
    const keys = keysOf(secret, spec);
    check(keys, keys, `spec.methods[${index}].secret`);
    check(keysOf(config, spec), settings, `spec.methods[${index}].config`);
  }

  function check(own: SchemaKeys, known: SchemaKeys, path: string): void {
    if (own.isOpen || known.isOpen) return;
    for (const name of own.required) {
      if (known.names.has(name) || own.names.has(name)) continue;
      const hint = didYouMean(name, known.names) ?? 'Add it to `properties`.';
      problems.add('SchemaInvalid', `${path}.required`, `\`${name}\` is no property`, { hint });
    }
  }
}
