import { isIP } from 'node:net';

/** What resolv.conf(5) says. */
export interface SearchRules {
  /** Addresses of name servers, in the order in which they are asked. */
  servers: readonly string[];
  /** Domains that are put after a name that is not absolute, in order. */
  search: readonly string[];
  /** A name with fewer dots is looked for in these domains first. */
  ndots: number;
}

const mostDomains = 32;
const mostNdots = 15;
const longestName = 253;
/** Where no server is named (resolv.conf(5)). */
const ownServer = '127.0.0.1';

/** Name servers and search rules of a resolv.conf, as resolv.conf(5) says; what it does not know is passed over. */
export function searchRules(text: string): SearchRules {
  const rules = { servers: [] as string[], search: [] as string[], ndots: 1 };
  for (const line of text.split('\n')) {
    const [keyword = '', ...words] = line
      .replace(/[#;].*/, '')
      .trim()
      .split(/\s+/);
    if (keyword === 'nameserver') rules.servers.push(...words.slice(0, 1).filter((word) => isIP(word) !== 0));
    // The last of both lines wins, resolv.conf(5) says.
    if (keyword === 'search' || keyword === 'domain') rules.search = words.map(bare).slice(0, mostDomains);
    if (keyword === 'options') rules.ndots = ndotsOf(words) ?? rules.ndots;
  }
  return {
    ...rules,
    servers: rules.servers.length > 0 ? rules.servers : [ownServer],
    search: rules.search.filter((domain) => domain !== ''),
  };
}

function ndotsOf(options: readonly string[]): number | undefined {
  const found = options.findLast((option) => /^ndots:\d{1,4}$/.test(option));
  return found === undefined ? undefined : Math.min(Number(found.slice('ndots:'.length)), mostNdots);
}

/** The absolute names that stand for a name, in the order in which they are asked for; as res_search(3) does it. */
export function namesToAsk(host: string, { search, ndots }: Omit<SearchRules, 'servers'>): string[] {
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
