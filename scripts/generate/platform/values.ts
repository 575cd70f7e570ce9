import type { PlatformSpec } from '../../../src/connectors/platform.ts';
import { defineEager } from '../../../src/connectors/engine/define.ts';
import { definitions } from '../../../src/connectors/language/definitions.ts';
import { variablesOf } from '../../../src/connectors/language/secret-use.ts';
import { renderText } from '../../../src/connectors/language/template.ts';
import { code, oneOf } from '../markdown.ts';

/** A value that a template can have. */
export interface Value {
  text: string;
  /** With which setting, as ` if …`; empty for the default. */
  when: string;
}

/** What decides a value and is one of a few. */
interface Choice {
  path: readonly [root: string, key?: string];
  /** The default first; undefined is a setting that is not set. */
  options: readonly unknown[];
}

/** What each choice is at a time. */
type Chosen = ReadonlyMap<Choice, unknown>;

const mostCombinations = 64;

/** Every value that a template can have, the default first; none if it depends on what a person enters, or a platform responds. */
export function valuesOf(spec: PlatformSpec, template: string): Value[] {
  const reads = readsOf(spec, template);
  const choices = reads.map((path) => choiceOf(spec, path));
  if (choices.some((choice) => choice === undefined)) return [];
  const all = combinations(choices as Choice[]);
  if (all.length > mostCombinations) return [];
  const found = Map.groupBy(all, (chosen) => rendered(spec, template, chosen));
  found.delete(undefined);
  return [...found].map(([text = '', chosen]) => ({ text, when: chosen.includes(all[0]!) ? '' : whenOf(chosen) }));
}

/** The value with nothing but defaults, if there is one. Settings that a person has to enter are not set. */
export function defaultOf(spec: PlatformSpec, template: string): string | undefined {
  const choices = readsOf(spec, template).flatMap((path) => choiceOf(spec, path) ?? []);
  const [chosen] = combinations(choices);
  return chosen && rendered(spec, template, chosen);
}

/** Paths of what was entered that decide a template's value, through names of `define` too. */
function readsOf(spec: PlatformSpec, template: string): (readonly string[])[] {
  const defined = definitions(spec);
  const reads = variablesOf(template).flatMap(({ path }) => [path, ...(defined.get(path[0] ?? '')?.reads ?? [])]);
  const entered = reads.filter(([root = '']) => !defined.has(root));
  return [...new Map(entered.map((path) => [path.slice(0, 2).join('.'), path])).values()];
}

function choiceOf({ config, methods }: PlatformSpec, [root, key]: readonly string[]): Choice | undefined {
  if (root === 'method') return { path: ['method'], options: methods.map(({ name }) => name) };
  if (root === 'requires' && key === 'proof') return { path: [root, key], options: [undefined, 'Probe'] };
  if (root !== 'config' || key === undefined) return undefined;
  const { properties = {}, required = [] } = (config ?? {}) as { properties?: object; required?: string[] };
  const setting = (properties as Record<string, { enum?: unknown[]; default?: unknown }>)[key];
  if (!setting?.enum) return undefined;
  const first = 'default' in setting ? [setting.default] : required.includes(key) ? [] : [undefined];
  return { path: [root, key], options: [...new Set([...first, ...setting.enum])] };
}

function combinations(choices: readonly Choice[]): Chosen[] {
  return choices.reduce<Chosen[]>(
    (all, choice) => all.flatMap((chosen) => choice.options.map((option) => new Map([...chosen, [choice, option]]))),
    [new Map()],
  );
}

function rendered(spec: PlatformSpec, template: string, chosen: Chosen): string | undefined {
  const entered: Record<string, Record<string, unknown>> = { config: {}, requires: {} };
  let method = spec.methods[0];
  for (const [{ path }, option] of chosen) {
    const [root, key] = path;
    if (key === undefined) method = spec.methods.find(({ name }) => name === option);
    else if (option !== undefined) entered[root]![key] = option;
  }
  if (!method) return undefined;
  const { config = {}, requires = {} } = entered;
  const names = defineEager({ platform: { name: '', spec }, config, requires, method });
  return renderText(template, { ...names, config, requires, method: method.name });
}

/** Of a value that one choice decides; several are not told apart. */
function whenOf(chosen: readonly Chosen[]): string {
  const [[choice] = []] = chosen.map((one) => [...one.keys()]);
  if (!choice || chosen[0]?.size !== 1) return '';
  const options = chosen.map((one) => one.get(choice));
  const [root, key = 'the method'] = choice.path;
  const name = root === 'requires' ? `spec.requires.${key}` : key;
  const set = options.filter((option) => option !== undefined).map((option) => code(String(option)));
  const said = [...(options.includes(undefined) ? ['not set'] : []), ...set];
  return ` if ${root === 'method' ? name : code(name)} is ${oneOf(said)}`;
}
