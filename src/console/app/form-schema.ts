import type { UiSchema } from '@rjsf/utils';
import type { MethodForm, PlatformForm, Schema } from '../contract.ts';

export interface FormSchemas {
  schema: Record<string, unknown>;
  uiSchema: UiSchema;
}

type Values = Readonly<Record<string, string>>;
type Properties = Record<string, Record<string, unknown> | false>;

/** What a field of a file or of a key of several lines has in its examples. */
const severalLines = /-----BEGIN|\n/;

/**
 * The form of a method: the platform's settings, then the keys of the Secret, each as its schema describes it.
 * @param without - keys of the Secret that need not be asked for
 */
export function formSchemas(
  { config = {} }: PlatformForm,
  method: MethodForm,
  without: readonly string[] = [],
): FormSchemas {
  const settings = settingsOf(config, method.config ?? {});
  const secret = keysOf(method, without);
  return {
    schema: {
      type: 'object',
      properties: {
        ...(isEmpty(settings) ? {} : { config: { type: 'object', ...settings } }),
        ...(isEmpty(secret) ? {} : { secret: { type: 'object', ...secret } }),
      },
    },
    uiSchema: {
      'ui:options': { label: false },
      config: { ...uiOf(settings, [], filledBy(method, 'config')), ...someNeeded(config, method.config ?? {}) },
      secret: uiOf(secret, method.files, filledBy(method, 'secret')),
    },
  };
}

/** Where one of several settings is needed, none of them may be folded away. */
function someNeeded(...schemas: readonly Schema[]): UiSchema {
  const has = (schema: Schema) => ['anyOf', 'oneOf', 'allOf'].some((word) => Object.hasOwn(schema, word));
  return { 'ui:options': { label: false, someNeeded: schemas.some(has) } };
}

interface Fields {
  properties: Properties;
  required: string[];
}

/** A setting that the method does not use is not asked for. Rules that span settings are the server's to judge. */
function settingsOf(config: Schema, ofMethod: Schema): Fields {
  const own = propertiesOf(ofMethod);
  const properties = Object.fromEntries(
    Object.entries(propertiesOf(config)).flatMap(([key, schema]) => {
      if (own[key] === false) return [];
      return [[key, { ...schema, ...own[key] }]];
    }),
  );
  const required = [...requiredOf(config), ...requiredOf(ofMethod)].filter((key) => Object.hasOwn(properties, key));
  return { properties: requiredFirst(properties, required), required: [...new Set(required)] };
}

/** A file of the vendor takes the place of the keys that are made from it. */
function keysOf({ secret = {}, files }: MethodForm, without: readonly string[]): Fields {
  const properties: Properties = Object.fromEntries(
    Object.entries(propertiesOf(secret)).filter(
      ([key, schema]) => schema && !Object.hasOwn(schema, 'const') && !without.includes(key),
    ),
  );
  const asked = files.length === 0 ? properties : { ...fileFields(files, properties), ...properties };
  const required = files.length === 0 ? requiredOf(secret) : [];
  return { properties: asked, required: required.filter((key) => Object.hasOwn(asked, key)) };
}

function fileFields(files: readonly string[], properties: Properties): Properties {
  const missing = files.filter((key) => !Object.hasOwn(properties, key));
  return Object.fromEntries(
    missing.map((key) => [
      key,
      { type: 'string', title: `File (${key})`, writeOnly: true, description: 'The file as the vendor issued it.' },
    ]),
  );
}

/** Keys that a file holds which is there; one that has a value, or something wrong with it, is shown. */
export function heldByFile({ files, inFiles }: MethodForm, secret: Values, wrong: readonly string[]): string[] {
  if (!files.some((key) => secret[key])) return [];
  return inFiles.filter((key) => !secret[key] && !wrong.includes(key));
}

function requiredFirst(properties: Properties, required: readonly string[]): Properties {
  const entries = Object.entries(properties);
  const isRequired = ([key]: [string, unknown]) => required.includes(key);
  return Object.fromEntries([...entries.filter(isRequired), ...entries.filter((entry) => !isRequired(entry))]);
}

/** Keys that the sign-in of a method fills in. */
function filledBy({ interactive }: MethodForm, root: 'config' | 'secret'): ReadonlySet<string> {
  const fields = interactive?.fills.map((field) => field.split('.', 2)) ?? [];
  return new Set(fields.flatMap(([where, key = '']) => (where === root ? [key] : [])));
}

function uiOf({ properties }: Fields, files: readonly string[], later: ReadonlySet<string>): UiSchema {
  const fields = Object.entries(properties).flatMap(([key, schema]) => {
    const widget = widgetOf(key, schema, files);
    const ui = {
      ...(widget === undefined ? {} : { 'ui:widget': widget }),
      ...(later.has(key) ? { 'ui:placeholder': 'Filled in by the sign-in' } : {}),
    };
    return Object.keys(ui).length > 0 ? [[key, ui] as const] : [];
  });
  return { 'ui:options': { label: false }, ...Object.fromEntries(fields) };
}

function widgetOf(key: string, schema: Properties[string] | undefined, files: readonly string[]): string | undefined {
  if (!schema) return undefined;
  const examples = schema['examples'];
  const isLong = Array.isArray(examples) && examples.some((one) => typeof one === 'string' && severalLines.test(one));
  if (files.includes(key) || (isLong && schema['type'] === 'string')) return 'KeyFileWidget';
  if (schema['writeOnly'] === true) return 'SecretWidget';
  if (schema['type'] === 'array' || schema['type'] === 'object') return undefined;
  return undefined;
}

function propertiesOf(schema: Schema): Properties {
  return (schema['properties'] ?? {}) as Properties;
}

function requiredOf(schema: Schema): string[] {
  return (schema['required'] ?? []) as string[];
}

function isEmpty({ properties }: Fields): boolean {
  return Object.keys(properties).length === 0;
}
