import { suggestPlatforms, type Platform } from '../../connectors/index.ts';
import { BadInput } from '../exit.ts';
import type { Asker, Choice } from './asker.ts';
import { isThere } from './write.ts';

type Method = Platform['spec']['methods'][number];

/** The platform, searched by name, title, other names and category. */
export function platformNameOf(ask: Asker, platforms: ReadonlyMap<string, Platform>): Promise<string> {
  const all = [...platforms.values()].filter(({ spec }) => !spec.retired);
  const find = (term: string) => {
    const word = term.toLowerCase();
    const holding = all.filter(({ name, spec }) =>
      [name, spec.title, spec.category, ...(spec.aliases ?? [])].some((text) => text.toLowerCase().includes(word)),
    );
    const meant = holding.length > 0 ? [] : suggestPlatforms(term);
    return [...holding, ...all.filter(({ name }) => meant.includes(name))].map(choiceOfPlatform);
  };
  return ask.searched({ message: 'Platform (type to search)', flag: 'the name of a platform' }, find);
}

function choiceOfPlatform({ name, spec }: Platform): Choice {
  return { value: name, name: `${spec.title} (${name})`, description: spec.category };
}

/** The method: the one that was given, the only one, or the one that is chosen. @throws BadInput */
export async function methodOf({ name, spec }: Platform, given: string | undefined, ask: Asker): Promise<Method> {
  const named = (wanted: string) => spec.methods.find((method) => method.name === wanted);
  const names = spec.methods.map((method) => method.name);
  if (given !== undefined) {
    const found = named(given);
    if (!found) throw new BadInput(`${name} has no method ${given}: there are ${names.join(', ')}`);
    return found;
  }
  if (spec.methods.length === 1) return spec.methods[0]!;
  const choices = spec.methods.map((method) => ({
    value: method.name,
    name: `${method.title} (${method.name})`,
    ...(method.description === undefined ? {} : { description: method.description }),
  }));
  const flag = `--method, one of ${names.join(', ')}`;
  return named(await ask.one({ message: 'Method', flag }, choices))!;
}

interface Named {
  name?: string;
  out?: string;
}

/** The name of the Connection, whose file is not there yet. */
export async function nameOf({ name: platform }: Platform, { name, out }: Named, ask: Asker): Promise<string> {
  const isTaken = async (text: string) => out === undefined && (await isThere(`${text}.yaml`));
  const problem = async (answer: string) => {
    if (await isTaken(answer)) return `${answer}.yaml is there already: take another name, or name a file with --out`;
    return isName(answer) ? undefined : 'use lower-case letters, digits and dashes';
  };
  if (name === undefined)
    return ask.text({ message: 'Name of the Connection', flag: '--name NAME', fallback: platform, problem });
  const wrong = await problem(name);
  if (wrong !== undefined) throw new BadInput(`--name ${name}: ${wrong}`);
  return name;
}

function isName(text: string): boolean {
  return text.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(text);
}
