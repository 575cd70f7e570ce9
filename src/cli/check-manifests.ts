import { apiVersion } from '../api/resources.ts';
import { BadInput } from './exit.ts';
import { isConnection, isOurs, type Found, type Manifest } from './manifests.ts';
import { refusedFields, type Refusal } from './refused-fields.ts';

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
const objectName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const base64 = /^(?:[A-Za-z0-9+/\s]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?\s*$/;

/** Says all that the API server would refuse, at once and with its line, since nothing of it would be tested there. @throws BadInput */
export function checkManifests(found: readonly Found[]): void {
  const seen = new Map<string, string>();
  const lines = found.flatMap((one) => {
    const { manifest, file } = one;
    const { kind = '' } = manifest;
    const name = manifest.metadata?.name;
    const place = (path: readonly string[]) => `${file}:${one.lineOf(path)}`;
    const problems = [...objectProblems(manifest), ...twice(one, seen, place([]))];
    return problems.map(
      ({ path, message }) => `${place(path)}: ${kind}${name === undefined ? '' : ` ${name}`}: ${message}`,
    );
  });
  if (lines.length > 0) throw new BadInput(lines.join('\n'));
}

function objectProblems(manifest: Manifest): Refusal[] {
  const { kind } = manifest;
  if (kind === 'Secret') return [...nameProblems(manifest), ...valueProblems(manifest)];
  if (!isOurs(manifest)) return [];
  if (kind === 'Platform') return [...versionProblems(manifest), ...nameProblems(manifest)];
  if (kind !== 'Connection') return [];
  return [...versionProblems(manifest), ...nameProblems(manifest), ...specProblems(manifest)];
}

function versionProblems(manifest: Manifest): Refusal[] {
  const { apiVersion: given = apiVersion } = manifest;
  if (given === apiVersion) return [];
  return [{ path: ['apiVersion'], message: `apiVersion is ${given}, which there is not: write ${apiVersion}` }];
}

function nameProblems({ metadata }: Manifest): Refusal[] {
  const path = ['metadata', 'name'];
  const name: unknown = metadata?.name;
  if (name === undefined || name === null || name === '') return [{ path, message: 'metadata.name is missing' }];
  if (typeof name !== 'string') return [{ path, message: 'metadata.name is not text: write it in quotes' }];
  if (objectName.test(name) && name.length <= 253) return [];
  const message = 'metadata.name is no name of an object: lower case letters, digits, - and . alone, at most 253';
  return [{ path, message }];
}

function specProblems({ spec }: Manifest): Refusal[] {
  if (spec === undefined || spec === null) return [{ path: ['spec'], message: 'spec is missing' }];
  return refusedFields(spec);
}

/** Never with the value, which is a secret. */
function valueProblems({ data, stringData }: Manifest): Refusal[] {
  const entries = (field: 'data' | 'stringData', values: object = {}) =>
    Object.entries(values).map(([key, value]) => ({ path: [field, key], value: value as unknown, field }));
  return [...entries('data', data ?? {}), ...entries('stringData', stringData ?? {})].flatMap(
    ({ path, value, field }) => {
      const at = path.join('.');
      if (typeof value !== 'string')
        return [
          {
            path,
            message: `${at} is ${typeof value === 'object' ? 'no text' : `a ${typeof value}: write it in quotes`}`,
          },
        ];
      if (field === 'stringData' || base64.test(value)) return [];
      return [{ path, message: `${at} is not base64: write the value as it is under stringData` }];
    },
  );
}

function twice(found: Found, seen: Map<string, string>, place: string): Refusal[] {
  const { metadata } = found.manifest;
  if (!isConnection(found) || metadata?.name === undefined) return [];
  const key = `${metadata.namespace ?? ''}/${metadata.name}`;
  const first = seen.get(key);
  seen.set(key, first ?? place);
  return first === undefined ? [] : [{ path: ['metadata', 'name'], message: `it is in ${first} too` }];
}
