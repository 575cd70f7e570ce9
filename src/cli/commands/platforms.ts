import { registry, suggestPlatforms, type Platform } from '../../connectors/index.ts';
import { BadInput } from '../exit.ts';
import { table, type Io } from '../io.ts';

/** `connection platforms [search]`: the platforms that can be selected, by name, title, other names or category. */
export function platforms(search: string | undefined, { output }: { output?: string }, { stdout }: Io): number {
  const shown = [...registry.values()].filter(({ spec }) => !spec.retired);
  const found = search === undefined ? shown : searched(shown, search);
  if (found.length === 0) throw new BadInput(`no platform is called ${search}; \`connection platforms\` lists all`);
  if (output === 'json') {
    const rows = found.map(({ name, spec }) => ({
      name,
      title: spec.title,
      category: spec.category,
      aliases: spec.aliases ?? [],
      methods: spec.methods.map((method) => method.name),
    }));
    stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  } else if (output === 'name') stdout.write(found.map(({ name }) => `platform/${name}\n`).join(''));
  else {
    const rows = found.map(({ name, spec }) => [
      name,
      spec.title,
      spec.category,
      spec.methods.map((method) => method.name).join(', '),
    ]);
    stdout.write(table([['NAME', 'TITLE', 'CATEGORY', 'METHODS'], ...rows]));
  }
  return 0;
}

function searched(all: readonly Platform[], search: string): Platform[] {
  const word = search.toLowerCase();
  const holding = all.filter(({ name, spec }) =>
    [name, spec.title, spec.category, ...(spec.aliases ?? [])].some((text) => text.toLowerCase().includes(word)),
  );
  const meant = suggestPlatforms(search);
  return holding.length > 0 ? holding : all.filter(({ name }) => meant.includes(name));
}
