import { compile, type JSONSchema } from 'json-schema-to-typescript';
import { kinds, schemaOf, type Kind } from './crd.ts';
import type { GeneratedFile } from './files.ts';

/** src/api/*.gen.ts from crds/. */
export async function apiTypes(): Promise<GeneratedFile[]> {
  return Promise.all(kinds.map(typesOf));
}

async function typesOf(of: Kind): Promise<GeneratedFile> {
  const { kind } = of;
  const schema = toJsonSchema(await schemaOf(of)) as JSONSchema & { properties: Record<string, JSONSchema> };
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
  return { path: `src/api/${kind.toLowerCase()}.gen.ts`, text };
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
