import { readFile } from 'node:fs/promises';
import type { JSONSchema } from 'json-schema-to-typescript';
import { parse } from 'yaml';

export interface Kind {
  plural: string;
  kind: string;
}

export const kinds: readonly Kind[] = [
  { plural: 'connections', kind: 'Connection' },
  { plural: 'platforms', kind: 'Platform' },
];

interface Crd {
  spec: { versions: { name: string; schema: { openAPIV3Schema: JSONSchema } }[] };
}

/** The OpenAPI schema of the one version that a CRD has. */
export async function schemaOf({ plural }: Kind): Promise<JSONSchema> {
  const path = `crds/connection-operator.dev_${plural}.yaml`;
  const { spec } = parse(await readFile(path, 'utf8')) as Crd;
  const schema = spec.versions[0]?.schema.openAPIV3Schema;
  if (!schema) throw new Error(`${path} has no schema`);
  return schema;
}
