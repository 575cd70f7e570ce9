import type { Manifest } from './manifests.ts';
import type { Refusal } from './refused-fields.ts';
import { fieldProblems } from './refused-metadata.ts';

const fields = ['apiVersion', 'kind', 'metadata', 'type', 'immutable', 'data', 'stringData'];
/** Go's decoder takes ends of lines anywhere, and nothing else beside the alphabet. */
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const mostBytes = 1024 * 1024;

/** Keys that a Secret of a type has to have: one of each list. https://kubernetes.io/docs/concepts/configuration/secret/#secret-types */
const keysOfTypes: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'kubernetes.io/basic-auth': [['username', 'password']],
  'kubernetes.io/ssh-auth': [['ssh-privatekey']],
  'kubernetes.io/tls': [['tls.crt'], ['tls.key']],
  'kubernetes.io/dockercfg': [['.dockercfg']],
  'kubernetes.io/dockerconfigjson': [['.dockerconfigjson']],
};

/** What the API server would refuse of a Secret. Never with a value, which is a secret. */
export function secretProblems(manifest: Manifest): Refusal[] {
  const { immutable } = manifest;
  const isFlag = immutable === undefined || immutable === null || typeof immutable === 'boolean';
  const flag = isFlag ? [] : [{ path: ['immutable'], message: 'immutable is not true or false' }];
  const maps = (['data', 'stringData'] as const).flatMap((field) => mapProblems(field, manifest[field] ?? {}));
  const problems = [...fieldProblems(manifest, fields), ...flag, ...maps];
  return problems.length > 0 ? problems : [...missingKeys(manifest), ...tooLarge(manifest)];
}

function mapProblems(field: 'data' | 'stringData', values: unknown): Refusal[] {
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    return [{ path: [field], message: `${field} is not a map of keys` }];
  return Object.entries(values).flatMap(([key, value]: [string, unknown]) => {
    const what = keyProblem(key) ?? valueProblem(field, value);
    return what === undefined ? [] : [{ path: [field, key], message: `${field}.${key} ${what}` }];
  });
}

function keyProblem(key: string): string | undefined {
  const isKey = /^[-._A-Za-z0-9]+$/.test(key) && key.length <= 253 && key !== '.' && !key.startsWith('..');
  return isKey ? undefined : 'is no key of a Secret: letters, digits, -, _ and . alone, at most 253';
}

/** One that is null is stored as an empty one. */
function valueProblem(field: 'data' | 'stringData', value: unknown): string | undefined {
  if (value === null) return undefined;
  if (typeof value === 'object') return 'is no text';
  if (typeof value !== 'string') return `is a ${typeof value}: write it in quotes`;
  if (field === 'stringData' || base64.test(value.replaceAll(/[\r\n]/g, ''))) return undefined;
  return 'is not base64: write the value as it is under stringData';
}

function missingKeys({ type = '', data, stringData }: Manifest): Refusal[] {
  const wanted = Object.hasOwn(keysOfTypes, type) ? keysOfTypes[type]! : [];
  const given = new Set([...Object.keys(data ?? {}), ...Object.keys(stringData ?? {})]);
  return wanted
    .filter((keys) => !keys.some((key) => given.has(key)))
    .map((keys) => ({ path: ['type'], message: `a Secret of type ${type} has to have the key ${keys.join(' or ')}` }));
}

function tooLarge({ data, stringData }: Manifest): Refusal[] {
  const encoded = Object.entries(data ?? {}).filter(([key]) => !Object.hasOwn(stringData ?? {}, key));
  const bytes = [
    ...encoded.map(([, value]) => Buffer.from(value ?? '', 'base64').length),
    ...Object.values(stringData ?? {}).map((value) => Buffer.byteLength(value ?? '')),
  ];
  const sum = bytes.reduce((all, one) => all + one, 0);
  return sum > mostBytes ? [{ path: [], message: 'it is larger than 1 MiB' }] : [];
}
