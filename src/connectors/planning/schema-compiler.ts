import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AddedFormat } from 'ajv/dist/types/index.js';
import addFormats from 'ajv-formats';
import { schemaPattern } from './schema-pattern.ts';

/** The name is for code that is written to a file, which is not done here. */
const regExp = Object.assign((pattern: string) => schemaPattern(pattern), { code: 'schemaPattern' });

/** Values of formats are shorter, and some are checked in a way that takes long for long ones. */
const longestOfFormat = 2048;

/** Compiles JSON Schemas to functions that take no longer than a value allows, and that fill in defaults. */
export function schemaCompiler(): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    useDefaults: true,
    strict: false,
    verbose: true,
    // What every object inherits, such as `constructor`, was not given by anybody.
    ownProperties: true,
    // A schema was checked before it came here. The schema of schemas takes longer to compile than a platform's own.
    meta: false,
    validateSchema: false,
    logger: false,
    code: { regExp },
  });
  addFormats.default(ajv);
  for (const [name, format] of Object.entries(ajv.formats)) ajv.formats[name] = bounded(format);
  return ajv;
}

function bounded(format: AddedFormat | undefined): AddedFormat | undefined {
  if (format instanceof RegExp) return within((text) => format.test(text));
  if (typeof format === 'function') return within(format);
  if (typeof format !== 'object' || format.type === 'number') return format;
  const { validate } = format;
  if (validate instanceof RegExp) return { ...format, validate: within((text) => validate.test(text)) } as AddedFormat;
  return typeof validate === 'function'
    ? ({ ...format, validate: within(validate as (text: string) => boolean) } as AddedFormat)
    : format;
}

function within(isValid: (text: string) => boolean): (text: string) => boolean {
  return (text) => text.length <= longestOfFormat && isValid(text);
}
