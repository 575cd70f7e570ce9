import { stringify } from 'yaml';
import { planConnection, inFull, type Platform } from '../../connectors/index.ts';

type Schema = Readonly<Record<string, unknown>>;
type Method = Platform['spec']['methods'][number];
type Config = Record<string, unknown>;

/** A Secret and a Connection to fill in: all that the method cannot do without, and nothing else. */
export function exampleOf(platform: Platform, methodName: string): string {
  const { name } = platform;
  const spec = inFull(platform.spec);
  const method = spec.methods.find((one) => one.name === methodName)!;
  const file = wholeFile(method);
  const needed = completed({ name, spec }, method, neededSettings(spec.config, method.config));
  const filled = new Set(Object.keys(file?.into ?? {}));
  const config = Object.fromEntries(Object.entries(needed).filter(([key]) => !filled.has(`config.${key}`)));
  const keys = file ? [file.key] : neededIn(method.secret);
  const own = `my-${name}`;
  const connection = {
    apiVersion: 'connection-operator.dev/v1alpha1',
    kind: 'Connection',
    metadata: { name: own },
    spec: {
      platform: name,
      ...(spec.methods.length > 1 ? { method: methodName } : {}),
      ...(keys.length > 0 ? { secretRef: { name: own } } : {}),
      ...(method.serviceAccount ? { serviceAccountName: own } : {}),
      ...(Object.keys(config).length > 0 ? { config } : {}),
    },
  };
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: own },
    stringData: Object.fromEntries(keys.map((key) => [key, 'REPLACE'])),
  };
  return [...(keys.length > 0 ? [secret] : []), connection].map((one) => stringify(one)).join('---\n');
}

/** The file of the vendor that holds all keys which the method cannot do without: it is what a person has. */
function wholeFile({ secret, unpack = [] }: Method): NonNullable<Method['unpack']>[number] | undefined {
  return unpack.find(({ into }) => neededIn(secret).every((key) => Object.hasOwn(into, `secret.${key}`)));
}

/** Settings with the values of their examples. */
function neededSettings(config: Schema = {}, ofMethod: Schema = {}): Config {
  const names = [...neededIn(config), ...neededIn(ofMethod)];
  return Object.fromEntries(names.map((key) => [key, exampleIn(config, key)]));
}

/** Of alternatives the first. */
function neededIn(schema: Schema = {}): string[] {
  const [alternative] = (schema['anyOf'] ?? schema['oneOf'] ?? []) as Schema[];
  return [...listIn(schema), ...(alternative ? listIn(alternative) : [])];
}

function listIn(schema: Schema): string[] {
  return (schema['required'] ?? []) as string[];
}

function exampleIn(schema: Schema, key: string): unknown {
  const { examples = [] } = (schema['properties'] as Record<string, { examples?: unknown[] }> | undefined)?.[key] ?? {};
  return examples[0] ?? 'REPLACE';
}

const place = /^spec[.]config[.](\w+)$/;

/** With what no schema says that it is needed: the plan of a test names it. */
function completed({ name, spec }: Platform, method: Method, config: Config): Config {
  const secret = method.secret && fillerOf(method.secret);
  const serviceAccountName = method.serviceAccount && 'default';
  const input = { platform: { name, spec }, method: method.name, config, secret, serviceAccountName, now: Date.now() };
  const planned = planConnection(input);
  const problems = 'verdict' in planned ? (planned.verdict.problems ?? []) : [];
  const lacking = problems.flatMap(({ at }) => place.exec(at)?.[1] ?? []).filter((key) => !Object.hasOwn(config, key));
  if (lacking.length === 0) return config;
  const found = Object.fromEntries(lacking.map((key) => [key, exampleIn(spec.config ?? {}, key)]));
  return completed({ name, spec }, method, { ...config, ...found });
}

/** What looks like a credential, for nothing is planned without one; of the form that the key has to have. */
function fillerOf(schema: Schema): Record<string, Uint8Array> {
  const properties = (schema['properties'] ?? {}) as Record<string, { pattern?: string; writeOnly?: boolean }>;
  const valueOf = (key: string) => {
    const { pattern = '', writeOnly = false } = properties[key] ?? {};
    const example = String(exampleIn(schema, key));
    return (writeOnly ? fillers : []).find((filler) => new RegExp(pattern).test(filler)) ?? example;
  };
  return Object.fromEntries(neededIn(schema).map((key) => [key, Buffer.from(valueOf(key))]));
}

const fillers = ['q8Zr5tYw2LmX', Buffer.from('q8Zr5tYw2LmX'.repeat(6).slice(0, 64)).toString('base64')];
