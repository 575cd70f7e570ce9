import { registry, suggestPlatforms, type Platform } from '../../connectors/index.ts';
import { BadInput } from '../exit.ts';
import { jsonText, table, yamlText, type Io } from '../io.ts';

/** `connection platforms [search]`: the platforms that can be selected, by name, title, other names or category. */
export function platforms(search: string | undefined, { output }: { output?: string }, { stdout }: Io): number {
  const shown = [...registry.values()].filter(({ spec }) => !spec.retired);
  const found = search === undefined ? shown : searched(shown, search);
  if (found.length === 0) throw new BadInput(`no platform is called ${search}; \`connection platforms\` lists all`);
  stdout.write(shownAs(output, found));
  return 0;
}

function shownAs(output: string | undefined, found: readonly Platform[]): string {
  switch (output) {
    case 'json':
      return jsonText(found.map(told));
    case 'yaml':
      return yamlText(found.map(told));
    case 'name':
      return found.map(({ name }) => `platform/${name}\n`).join('');
    default:
      return listOf(found, output === 'wide');
  }
}

function told({ name, spec }: Platform) {
  const methods = spec.methods.map((method) => method.name);
  return { name, title: spec.title, category: spec.category, aliases: spec.aliases ?? [], methods };
}

function listOf(found: readonly Platform[], isWide: boolean): string {
  const rows = found
    .map(told)
    .map(({ name, title, category, aliases, methods }) => [
      name,
      title,
      category,
      methods.join(', '),
      ...(isWide ? [aliases.join(', ')] : []),
    ]);
  return table([['NAME', 'TITLE', 'CATEGORY', 'METHODS', ...(isWide ? ['ALIASES'] : [])], ...rows]);
}

function searched(all: readonly Platform[], search: string): Platform[] {
  const word = search.toLowerCase();
  const holding = all.filter(({ name, spec }) =>
    [name, spec.title, spec.category, ...(spec.aliases ?? [])].some((text) => text.toLowerCase().includes(word)),
  );
  const meant = suggestPlatforms(search);
  return holding.length > 0 ? holding : all.filter(({ name }) => meant.includes(name));
}
