/** What resolv.conf(5) says of names; the servers c-ares reads by itself. */
export interface SearchRules {
  /** Domains that are put after a name that is not absolute, in order. */
  search: readonly string[];
  /** A name with fewer dots is looked for in these domains first. */
  ndots: number;
}

const mostDomains = 32;
const mostNdots = 15;
const longestName = 253;

export function searchRules(text: string): SearchRules {
  const rules = { search: [] as string[], ndots: 1 };
  for (const line of text.split('\n')) {
    const [keyword = '', ...words] = line
      .replace(/[#;].*/, '')
      .trim()
      .split(/\s+/);
    // The last of both lines wins, resolv.conf(5) says.
    if (keyword === 'search' || keyword === 'domain') rules.search = words.map(bare).slice(0, mostDomains);
    if (keyword === 'options') rules.ndots = ndotsOf(words) ?? rules.ndots;
  }
  return { ...rules, search: rules.search.filter((domain) => domain !== '') };
}

function ndotsOf(options: readonly string[]): number | undefined {
  const found = options.findLast((option) => /^ndots:\d{1,4}$/.test(option));
  return found === undefined ? undefined : Math.min(Number(found.slice('ndots:'.length)), mostNdots);
}

/** The absolute names that stand for a name, in the order in which they are asked for; as res_search(3) does it. */
export function namesToAsk(host: string, { search, ndots }: SearchRules): string[] {
  if (host.endsWith('.')) return [bare(host)];
  const dots = host.split('.').length - 1;
  const searched = search.map((domain) => `${host}.${domain}`);
  const own = dots > 0 || searched.length === 0 ? [host] : [];
  const names = dots >= ndots ? [...own, ...searched] : [...searched, ...own];
  return names.filter((name) => name.length <= longestName);
}

function bare(name: string): string {
  return name.replace(/\.$/, '');
}
