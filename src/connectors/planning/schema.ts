import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { PlatformSpec } from '../platform.ts';
import { schemaCompiler } from './schema-compiler.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** The compiled schemas of one platform. */
export interface Schemas {
  config: ValidateFunction;
  methods: ReadonlyMap<string, { secret: ValidateFunction; config: ValidateFunction | undefined }>;
}

const compiled = new WeakMap<PlatformSpec, Schemas>();

/** @throws Error naming what is wrong with a schema. */
export function schemasOf(spec: PlatformSpec): Schemas {
  const known = compiled.get(spec);
  if (known) return known;
  const ajv = schemaCompiler();
  const methods = new Map(
    spec.methods.map((method) => [
      method.name,
      {
        secret: ajv.compile({ type: 'object', ...method.secret }),
        config: method.config && ajv.compile({ type: 'object', ...method.config }),
      },
    ]),
  );
  const schemas = { config: ajv.compile({ type: 'object', additionalProperties: false, ...spec.config }), methods };
  compiled.set(spec, schemas);
  return schemas;
}
