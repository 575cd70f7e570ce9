import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { Problem } from '../../api/problems.ts';
import { flawOf, remedyOf } from './flaw.ts';
import { nearest } from '../language/suggest.ts';
import type { JsonSchema } from './schema.ts';
import { hintOf, propertyAt } from './schema-hint.ts';
import { PatternTooSlow } from './guarded-match.ts';
import { sameMeaning } from './same-meaning.ts';
import { shortened } from './shortened.ts';
import { isShown, mayBeSecret } from './shown.ts';
import { suggestValue, valueFor } from './suggest-value.ts';

export interface Reading {
  /** Where the values stand: their problems are at `ROOT.name`. Of a Secret no value is ever shown. */
  root: 'spec.config' | 'secret';
  /** Where titles and examples are looked up that the schema itself does not have. */
  titles?: JsonSchema | undefined;
  /** Settings of which no value is shown: they come from a file in the Secret. */
  hidden?: ReadonlySet<string>;
}

type Params = Record<string, unknown>;

/** More are not worked out: who has so many has made one mistake that explains them. */
const most = 20;

/** Names that people enter may be as long as their settings. */
const longestPath = 200;
const longestName = 100;

/** One problem for each thing that is wrong, with what must be there. */
export function problemsOf(validate: ValidateFunction, value: object, reading: Reading): Problem[] {
  try {
    return validate(value) ? [] : workedOut(validate, reading);
  } catch (error) {
    if (!(error instanceof PatternTooSlow)) throw error;
    const what = `has a value for which a pattern of the platform takes too long: ${error.pattern}`;
    return [{ at: reading.root, kind: 'invalid', what }];
  }
}

function workedOut(validate: ValidateFunction, reading: Reading): Problem[] {
  const schemas = [validate.schema as JsonSchema, reading.titles ?? {}];
  const errors = (validate.errors ?? []).filter(({ keyword }) => !['if', 'allOf'].includes(keyword)).slice(0, most);
  const alternatives = errors.find(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf');
  const told = errors.filter((error) => !alternatives || !error.schemaPath.startsWith(`${alternatives.schemaPath}/`));
  const empty = new Set(told.filter(isEmpty).map(({ instancePath }) => instancePath));
  const listed = new Set(told.filter(({ keyword }) => keyword === 'enum').map(({ instancePath }) => instancePath));
  // That a value is of another type is no news beside the values that it can have.
  const news = told.filter(
    (error) =>
      (error.keyword !== 'type' || !listed.has(error.instancePath)) &&
      (!empty.has(error.instancePath) || isEmpty(error)),
  );
  const problems = news.map((error) => problemOf(error, schemas, reading));
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

/** Nothing else is said of a value that is empty. */
function isEmpty({ keyword, params, data }: ErrorObject): boolean {
  return (keyword === 'pattern' && data === '') || (keyword === 'minLength' && (params as Params)['limit'] === 1);
}

function problemOf(error: ErrorObject, schemas: readonly JsonSchema[], reading: Reading): Problem {
  const { keyword } = error;
  const { root } = reading;
  const params = error.params as Params;
  const path = pathOf(error.instancePath);
  if (keyword === 'required') {
    const name = `${path === '' ? '' : `${path}.`}${String(params['missingProperty'])}`;
    return { at: `${root}.${name}`, kind: 'missing', what: 'is missing', ...hint(hintOf(propertyAt(schemas, name))) };
  }
  if (keyword === 'dependentRequired') return incomplete(params, schemas, root);
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') return unknownKey(error, path, root);
  if (keyword === 'false schema') return { at: `${root}.${path}`, kind: 'unknown', what: flawOf(error) };
  if (keyword === 'anyOf' || keyword === 'oneOf') return noAlternative(error, path, root);
  const at = path === '' ? root : `${root}.${path}`;
  if (keyword === 'pattern' && hasUser(error.data)) {
    return { at, kind: 'invalid', what: 'has a user name or password in it: put them into the Secret' };
  }
  const property = propertyAt(schemas, path);
  if (isEmpty(error)) {
    return { at, kind: 'missing', what: 'is empty', ...hint(hintOf(property)) };
  }
  const flaw = shownFlaw(error, path, reading);
  const withForm = keyword === 'pattern' && flaw.fix === undefined;
  return { at, kind: 'invalid', ...flaw, ...hint(hintOf(property, keyword, withForm)) };
}

/** A setting that goes with another one, without which that one says nothing. */
function incomplete(params: Params, schemas: readonly JsonSchema[], root: Reading['root']): Problem {
  const [name, other] = [String(params['missingProperty']), String(params['property'])];
  const about = [hintOf(propertyAt(schemas, name)), `${other} needs it`].filter(Boolean).join('; ');
  return { at: `${root}.${name}`, kind: 'missing', what: 'is missing', hint: about };
}

/** What is wrong with a value, and the value itself where everybody may see it. */
function shownFlaw(error: ErrorObject, path: string, { root, hidden }: Reading): Pick<Problem, 'what' | 'fix'> {
  const [name = ''] = path.split(/[.[]/);
  if (root === 'secret' || hidden?.has(name)) return hiddenSlip(flawOf(error));
  const suggested = suggestValue(error);
  const fix = suggested !== undefined && isShown(suggested) ? suggested : undefined;
  if (!isShown(error.data)) return fix === undefined ? { what: hiddenFlaw(error) } : { what: flawOf(error), fix };
  const what = `is ${shortened(error.data)}, which ${flawOf(error)}`;
  return { what, ...(fix === undefined ? {} : { fix }) };
}

function hiddenSlip(what: string): Pick<Problem, 'what' | 'fix'> {
  const fix = remedyOf(what);
  return { what, ...(fix === undefined ? {} : { fix }) };
}

function hiddenFlaw(error: ErrorObject): string {
  const flaw = flawOf(error);
  return mayBeSecret(error.data) ? `${flaw}, and looks like a credential: those belong into the Secret` : flaw;
}

function hint(text: string | undefined): { hint?: string } {
  return text === undefined ? {} : { hint: text };
}

/** `/algorithms/kex/0` as people write it: `algorithms.kex[0]` */
function pathOf(instancePath: string): string {
  return instancePath
    .slice(1, longestPath)
    .replaceAll('/', '.')
    .replaceAll(/\.(\d+)(?=\.|$)/g, '[$1]');
}

function unknownKey(error: ErrorObject, path: string, root: Reading['root']): Problem {
  const { additionalProperty, unevaluatedProperty } = error.params as Params;
  const { parentSchema } = error;
  const name = String(additionalProperty ?? unevaluatedProperty).slice(0, longestName);
  const names = Object.keys((parentSchema?.['properties'] as object | undefined) ?? {});
  const at = [root, path, name].filter(Boolean).join('.');
  const meant = nearest(name, names) ?? (root === 'secret' ? undefined : settingMeant(error, name));
  const all = names.length === 0 ? 'there are none' : `there are ${names.join(', ')}`;
  const without = root === 'secret' && names.length === 0 ? '; leave out spec.secretRef' : '';
  const what = root === 'secret' ? 'is not a key of this method' : 'is not a setting';
  return { at, kind: 'unknown', what, hint: meant === undefined ? `${all}${without}` : `did you mean ${meant}?` };
}

/** A missing setting by another name. */
function settingMeant(error: ErrorObject, name: string): string | undefined {
  const { required = [] } = (error.parentSchema ?? {}) as { required?: string[] };
  const lacking = required.filter((other) => (error.data as Params)[other] === undefined);
  const { properties = {} } = (error.parentSchema ?? {}) as { properties?: Record<string, { default?: unknown }> };
  const data = error.data as Params;
  const open = Object.keys(properties).filter((other) => [undefined, properties[other]?.default].includes(data[other]));
  return settingForAddress(error, name) ?? sameMeaning(name, lacking) ?? sameMeaning(name, open);
}

/** The one missing setting that an address belongs to, by its value: `hostname: acme.service-now.com`. */
function settingForAddress({ data, parentSchema }: ErrorObject, name: string): string | undefined {
  const value = (data as Params)[name];
  if (typeof value !== 'string' || !/^https?:\/\//i.test(value) || !isShown(value)) return undefined;
  const { properties = {}, required = [] } = (parentSchema ?? {}) as { properties?: Params; required?: string[] };
  const lacking = required.filter((other) => (data as Params)[other] === undefined);
  if (lacking.length !== 1) return undefined;
  const part = valueFor(value, properties[lacking[0]!]);
  return part === undefined ? undefined : `${lacking[0]}: ${part}`;
}

function noAlternative({ schema }: ErrorObject, path: string, root: Reading['root']): Problem {
  const names = (Array.isArray(schema) ? schema : []).flatMap((one: JsonSchema) => (one['required'] ?? []) as string[]);
  const at = path === '' ? root : `${root}.${path}`;
  const wanted = [...new Set(names)].join(' or ');
  return { at, kind: 'missing', what: wanted === '' ? 'lacks one of its alternatives' : `lacks ${wanted}` };
}

function hasUser(value: unknown): boolean {
  return typeof value === 'string' && !isLake(value) && /^[a-z]+:\/\/[^/?#]*@/i.test(value);
}

/** `abfss://FILESYSTEM@ACCOUNT.dfs.core.windows.net/`, in which nothing is secret. */
const isLake = (value: string) => /^(abfss?|wasbs?):\/\/[^:@/]*@/.test(value);
