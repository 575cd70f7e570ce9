import type { ValidateFunction } from 'ajv/dist/2020.js';
import type { PlatformSpec } from '../platform.ts';
import { schemaCompiler } from './schema-compiler.ts';

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface MethodSchemas {
  secret: ValidateFunction;
  config: ValidateFunction | undefined;
}

/** The schemas of one platform, each compiled at its first use. */
export interface Schemas {
  readonly config: ValidateFunction;
  ofMethod(name: string): MethodSchemas | undefined;
}

const compiled = new WeakMap<PlatformSpec, Schemas>();

/** @throws Error naming what is wrong with a schema. */
export function schemasOf(spec: PlatformSpec): Schemas {
  const known = compiled.get(spec);
  if (known) return known;
  const ajv = schemaCompiler();
  const methods = new Map<string, MethodSchemas>();
  const schemas: Schemas = {
    config: ajv.compile({ type: 'object', additionalProperties: false, ...spec.config }),
    ofMethod(name) {
      const before = methods.get(name);
      const method = spec.methods.find((one) => one.name === name);
      if (before || !method) return before;
      const own = {
        secret: ajv.compile({ type: 'object', ...method.secret }),
        config: method.config && ajv.compile({ type: 'object', ...method.config }),
      };
      methods.set(name, own);
      return own;
    },
  };
  compiled.set(spec, schemas);
  return schemas;
}
