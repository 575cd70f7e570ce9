import { apiVersion } from '../api/resources.ts';
import { BadInput } from './exit.ts';
import { isConnection, isOurs, type Found, type Manifest } from './manifests.ts';
import { refusedFields, type Refusal } from './refused-fields.ts';
import { fieldProblems, metadataProblems } from './refused-metadata.ts';
import { secretProblems } from './refused-secret.ts';

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

/** What the API server says of an object beside its `spec`. */
export function objectProblems(manifest: Manifest): Refusal[] {
  const { kind } = manifest;
  if (kind === 'Secret')
    return [...versionProblems(manifest, 'v1'), ...metadataProblems(manifest), ...secretProblems(manifest)];
  if (!isOurs(manifest) || (kind !== 'Platform' && kind !== 'Connection')) return [];
  const problems = [
    ...versionProblems(manifest, apiVersion),
    ...fieldProblems(manifest, ownFields),
    ...metadataProblems(manifest),
  ];
  return kind === 'Platform' ? problems : [...problems, ...specProblems(manifest)];
}

const ownFields = ['apiVersion', 'kind', 'metadata', 'spec', 'status'];

function versionProblems({ apiVersion: given }: Manifest, wanted: string): Refusal[] {
  if (given === undefined || given === wanted) return [];
  return [{ path: ['apiVersion'], message: `apiVersion is ${given}, which there is not: write ${wanted}` }];
}

function specProblems({ spec }: Manifest): Refusal[] {
  if (spec === undefined || spec === null) return [{ path: ['spec'], message: 'spec is missing' }];
  return refusedFields(spec);
}

function twice(found: Found, seen: Map<string, string>, place: string): Refusal[] {
  const { metadata } = found.manifest;
  if (!isConnection(found) || metadata?.name === undefined) return [];
  const key = `${metadata.namespace ?? ''}/${metadata.name}`;
  const first = seen.get(key);
  seen.set(key, first ?? place);
  return first === undefined ? [] : [{ path: ['metadata', 'name'], message: `it is in ${first} too` }];
}
