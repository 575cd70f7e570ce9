/** Writes src/api/*.gen.ts from crds/. With --check it writes nothing and exits 1 where a file is out of date. */
import { readFile } from 'node:fs/promises';
import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { parse } from 'yaml';
import { emit } from './emit.ts';

const kinds = [
  { plural: 'connections', kind: 'Connection' },
  { plural: 'platforms', kind: 'Platform' },
];

interface Crd {
  spec: { versions: { schema: { openAPIV3Schema: JSONSchema } }[] };
}

/** What the CRD says by an extension, said in JSON Schema, so that the types are as open or closed as the API server is. */
function toJsonSchema(node: unknown, seen = new Map<object, unknown>()): unknown {
  if (Array.isArray(node)) return node.map((item) => toJsonSchema(item, seen));
  if (node === null || typeof node !== 'object') return node;
  const known = seen.get(node);
  if (known) return known;
  const out: Record<string, unknown> = {};
  seen.set(node, out);
  for (const [key, value] of Object.entries(node)) {
    if (key === 'default' || key === 'maxItems' || key.startsWith('x-kubernetes-')) continue;
    out[key] = toJsonSchema(value, seen);
  }
  if (out['type'] === 'object' && out['additionalProperties'] === undefined) {
    out['additionalProperties'] = 'x-kubernetes-preserve-unknown-fields' in node;
  }
  return out;
}

async function generate(plural: string, kind: string): Promise<void> {
  const crd = parse(await readFile(`crds/connection-operator.dev_${plural}.yaml`, 'utf8')) as Crd;
  const schema = toJsonSchema(crd.spec.versions[0]?.schema.openAPIV3Schema) as JSONSchema & {
    properties: Record<string, JSONSchema>;
  };
  const { spec, status } = schema.properties;
  const text = await compile(
    {
      title: `${kind}Fields`,
      type: 'object',
      additionalProperties: false,
      required: ['spec'],
      properties: { spec: { ...spec, title: `${kind}Spec` }, status: { ...status, title: `${kind}Status` } },
    },
    `${kind}Fields`,
    {
      bannerComment: `// Generated from crds/ by \`npm run generate\`; do not edit.`,
      style: { singleQuote: true, printWidth: 120 },
    },
  );
  await emit(`src/api/${kind.toLowerCase()}.gen.ts`, text);
}

for (const { plural, kind } of kinds) await generate(plural, kind);
