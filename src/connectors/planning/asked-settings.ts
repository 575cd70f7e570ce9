import { compiled, definitions, type Definition } from '../language/definitions.ts';
import { variablesOf } from '../language/secret-use.ts';
import { walk, type Found } from '../language/walk.ts';
import type { PlatformMethod, PlatformSpec } from '../platform.ts';

type Schema = Readonly<Record<string, unknown>>;
type Path = readonly string[];

/**
 * A method's schema of settings as a form asks for them: one that only other methods use is `false` there, as is one
 * that the method refuses. A test refuses no setting for that.
 * @example askedSettings(httpEndpoint, basic) // → { properties: { headerName: false, tokenUrl: false, scope: false, … } }
 */
export function askedSettings(spec: PlatformSpec, method: PlatformMethod): Schema | undefined {
  const unused = unusedSettings(spec, method).map((name) => [name, false]);
  if (unused.length === 0) return method.config;
  const { config = {} } = method;
  return { ...config, properties: { ...Object.fromEntries(unused), ...(config['properties'] as Schema | undefined) } };
}

/** Settings that other methods use, and not this one. None of a method with a driver, of which nobody knows what it uses. */
function unusedSettings(spec: PlatformSpec, method: PlatformMethod): string[] {
  if ((method.driver ?? spec.driver ?? 'http') !== 'http') return [];
  const defined = definitions(spec);
  const index = spec.methods.indexOf(method);
  const own = new Set([...unpacked(method), ...required(method.config), ...required(spec.config)]);
  const others = new Set<string>();
  for (const found of walk(spec)) {
    const isShared = found.method === undefined;
    const reads = readsOf(found, defined);
    if (isShared && !countsForAll(found, reads)) continue;
    const names = isShared || found.method === index ? own : others;
    for (const [root, key] of reads) if (root === 'config' && key !== undefined) names.add(key);
  }
  return [...others].filter((name) => !own.has(name));
}

/** Not a host that is allowed or a name that is defined, used or not, nor what asks which method it is. */
function countsForAll({ keys: [root] }: Found, reads: readonly Path[]): boolean {
  return root !== 'hosts' && root !== 'define' && reads.every(([name]) => name !== 'method');
}

function readsOf({ kind, value }: Found, defined: ReadonlyMap<string, Definition>): Path[] {
  const variables =
    kind === 'template' ? variablesOf(value) : kind === 'expression' ? (compiled(value)?.reads ?? []) : [];
  return variables.flatMap(({ path }) => [path, ...(defined.get(path[0] ?? '')?.reads ?? [])]);
}

/** Settings that a file of the vendor holds. */
function unpacked({ unpack = [] }: PlatformMethod): string[] {
  const fields = unpack.flatMap(({ into }) => Object.keys(into));
  return fields.filter((field) => field.startsWith('config.')).map((field) => field.slice('config.'.length));
}

function required(schema: Schema = {}): string[] {
  return (schema['required'] ?? []) as string[];
}
