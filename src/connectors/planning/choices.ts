import { definitions } from '../language/definitions.ts';
import { variablesOf } from '../language/secret-use.ts';
import type { PlatformMethod, PlatformSpec } from '../platform.ts';

interface Of {
  spec: PlatformSpec;
  /** Undefined: of none in particular. */
  method?: PlatformMethod | undefined;
}

/**
 * What the author of a Connection chooses freely in a template, directly or through names of `define`. A setting with a
 * list of values is the Platform's choice, not the author's.
 * @returns paths such as `config.audience`
 */
export function choicesIn(template: string, { spec, method }: Of): string[] {
  const defined = definitions(spec);
  const paths = variablesOf(template).flatMap(({ path }) => [path, ...(defined.get(path[0] ?? '')?.reads ?? [])]);
  const chosen = paths.filter(
    ([root, key]) => root === 'requires' || (root === 'config' && !isListed(key, spec, method)),
  );
  return [...new Set(chosen.map((path) => path.slice(0, 2).join('.')))];
}

/** Whether the author of a Connection chooses where its credential goes. */
export function choosesHosts(spec: PlatformSpec): boolean {
  return (spec.hosts ?? []).some((host) => choicesIn(host, { spec }).length > 0);
}

function isListed(key: string | undefined, { config }: PlatformSpec, method: PlatformMethod | undefined): boolean {
  if (key === undefined) return false;
  return [method?.config, config].some((schema) => {
    const property = ((schema?.['properties'] ?? {}) as Readonly<Record<string, unknown>>)[key];
    if (property === false) return true;
    if (typeof property !== 'object' || property === null) return false;
    return 'enum' in property || 'const' in property || ('type' in property && property.type === 'boolean');
  });
}
