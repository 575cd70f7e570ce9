import type { Row } from '../contract.ts';
import { isSoon } from './times.ts';

export const tabs = ['All', 'Failed', 'Retrying', 'Pending', 'Connected', 'Suspended'] as const;

export interface Filters {
  tab: (typeof tabs)[number] | 'Expiring';
  text: string;
  namespace: string;
  platform: string;
}

export const noFilters: Filters = { tab: 'All', text: '', namespace: '', platform: '' };

export function isFiltered({ tab, text, namespace, platform }: Filters): boolean {
  return tab !== 'All' || text !== '' || namespace !== '' || platform !== '';
}

/** The rows that a person asked for: each word of the search has to be in one of the texts of the row. */
export function matching(rows: readonly Row[], filters: Filters, now: number): Row[] {
  const words = filters.text.toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (!isInTab(row, filters.tab, now)) return false;
    if (filters.namespace !== '' && row.namespace !== filters.namespace) return false;
    if (filters.platform !== '' && row.platform !== filters.platform) return false;
    return words.length === 0 || hasWords(row, words);
  });
}

export function countsOf(rows: readonly Row[], now: number): Readonly<Record<string, number>> {
  const counts: Record<string, number> = { All: rows.length, Expiring: 0 };
  for (const row of rows) {
    counts[row.state] = (counts[row.state] ?? 0) + 1;
    if (isSoon(row.expires, now)) counts['Expiring'] = (counts['Expiring'] ?? 0) + 1;
  }
  return counts;
}

export function distinct(rows: readonly Row[], of: 'namespace' | 'platform'): string[] {
  return [...new Set(rows.map((row) => row[of]))].toSorted();
}

function isInTab(row: Row, tab: Filters['tab'], now: number): boolean {
  if (tab === 'All') return true;
  return tab === 'Expiring' ? isSoon(row.expires, now) : row.state === tab;
}

function hasWords({ key, platform, account, message, reason }: Row, words: readonly string[]): boolean {
  const text = `${key} ${platform} ${account} ${message} ${reason}`.toLowerCase();
  return words.every((word) => text.includes(word));
}
