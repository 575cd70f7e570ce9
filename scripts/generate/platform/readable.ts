import type { PlatformSpec } from '../../../src/connectors/platform.ts';
import { definitions, responseNames } from '../../../src/connectors/language/definitions.ts';
import { code, oneOf } from '../markdown.ts';
import { valuesOf } from './values.ts';

/** A template in which names of `define` are what they stand for, as far as that is a text with the default settings. */
export function readable(spec: PlatformSpec, template: string): string {
  return template.replaceAll(/\{\{(\w+)\}\}/g, (variable, name: string) => {
    const source = definitions(spec).get(name)?.source;
    if (source === undefined) return variable;
    const [fixed] = valuesOf(spec, variable);
    if (fixed) return fixed.text;
    const joined = templateOf(source);
    return joined === undefined ? variable : readable(spec, joined);
  });
}

/** An expression that only joins texts and names, as a template. */
function templateOf(source: string): string | undefined {
  const operands = source.split(/(?<=["\w]) \+ (?=["\w])/);
  const parts = operands.map((operand) => {
    const [, text, name] = /^(?:"([^"\\]*)"|([A-Za-z_]\w*(?:\.\w+)*))$/.exec(operand) ?? [];
    if (text !== undefined) return text;
    return name === undefined || responseNames.has(name.split('.')[0] ?? '') ? undefined : `{{${name}}}`;
  });
  return parts.includes(undefined) ? undefined : parts.join('');
}

/** A condition in words as far as it is about what was entered, else as it is. */
export function condition(spec: PlatformSpec, source: string): string {
  return inWords(spec, source, false) ?? code(source);
}

function inWords(spec: PlatformSpec, source: string, negated: boolean): string | undefined {
  const [either, all] = [source.split(' || '), source.split(' && ')];
  if (either.length > 1 && all.length > 1) return undefined;
  const parts = either.length > 1 ? either : all;
  const said = parts.map((part) => atom(spec, part, negated));
  const isMixed = parts.length > 1 && said.some((text = '') => text.split(' is ').length > 2);
  if (isMixed || said.includes(undefined)) return undefined;
  const isEither = either.length > 1 !== negated;
  if (isEither && said.every((text) => text?.endsWith(' is set')))
    return `${oneOf(said.map((text = '') => text.slice(0, -' is set'.length)))} is set`;
  return said.join(isEither ? ' or ' : ' and ');
}

function atom(spec: PlatformSpec, source: string, negated: boolean): string | undefined {
  if (source.startsWith('!')) return atom(spec, source.slice(1), !negated);
  const defined = definitions(spec).get(source);
  if (defined) return inWords(spec, defined.source, negated);
  const [, root, key = ''] = /^has\((config|requires)\.(\w+)\)$/.exec(source) ?? [];
  if (root !== undefined) return `${placeOf(root, key)} is${negated ? ' not' : ''} set`;
  const [, path, sign, value = ''] = /^(method|config\.\w+) ([=!]=) "([^"\\]*)"$/.exec(source) ?? [];
  if (path === undefined) return undefined;
  const no = (sign === '!=') !== negated ? ' not' : '';
  const what = path === 'method' ? 'the method' : placeOf('config', path.slice('config.'.length));
  return `${what} is${no} ${value === '' ? 'empty' : code(value)}`;
}

function placeOf(root: string, key: string): string {
  return code(root === 'config' ? key : `spec.${root}.${key}`);
}
