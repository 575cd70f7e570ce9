import { nearest } from '../connectors/index.ts';
import type { Manifest } from './manifests.ts';
import { refusedWithin, type Refusal, type Schema } from './refused-fields.ts';

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
const objectName = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const labelPart = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

const text: Schema = { type: 'string' };
const texts: Schema = { type: 'object', additionalProperties: text };
const metadataSchema: Schema = {
  type: 'object',
  properties: {
    ...Object.fromEntries(
      ['name', 'namespace', 'generateName', 'uid', 'resourceVersion', 'selfLink'].map((name) => [name, text]),
    ),
    labels: texts,
    annotations: texts,
    finalizers: { type: 'array', items: text },
    ownerReferences: {},
    managedFields: {},
    creationTimestamp: {},
    deletionTimestamp: {},
    deletionGracePeriodSeconds: {},
    generation: {},
  },
};

/** The fields of an object that there are not. */
export function fieldProblems(manifest: Manifest, known: readonly string[]): Refusal[] {
  return Object.keys(manifest)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      return {
        path: [name],
        message: `${name} is not a field${meant === undefined ? '' : ` (did you mean ${meant}?)`}`,
      };
    });
}

export function metadataProblems({ metadata }: Manifest): Refusal[] {
  const path = ['metadata', 'name'];
  const formal = refusedWithin(metadata ?? {}, metadataSchema, ['metadata']);
  if (formal.length > 0) return formal;
  if (!metadata?.name) return [{ path, message: 'metadata.name is missing' }];
  if (objectName.test(metadata.name) && metadata.name.length <= 253) return labelProblems(metadata.labels ?? {});
  const message = 'metadata.name is no name of an object: lower case letters, digits, - and . alone, at most 253';
  return [{ path, message }, ...labelProblems(metadata.labels ?? {})];
}

function labelProblems(labels: Readonly<Record<string, string | null>>): Refusal[] {
  const form = 'letters, digits, -, _ and . alone, at most 63, and a letter or digit at both ends';
  return Object.entries(labels).flatMap(([key, value]) => {
    const path = ['metadata', 'labels', key];
    const at = path.join('.');
    const name = key.slice(key.indexOf('/') + 1);
    if (!isLabel(name)) return [{ path, message: `${at} is no name of a label: ${form}` }];
    return value === null || value === '' || isLabel(value)
      ? []
      : [{ path, message: `${at} is no value of a label: ${form}` }];
  });
}

const isLabel = (part: string) => part.length <= 63 && labelPart.test(part);
