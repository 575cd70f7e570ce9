import { useSyncExternalStore } from 'react';
import { noFilters, type Filters } from './filters.ts';

/** Stays as it was while the page is open, whatever view is looked at in between. */
let filters = noFilters;
const listeners = new Set<() => void>();

/** What the person asked to see of the list. */
export function useFilters(): Filters {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => filters,
  );
}

export function changeFilters(changes: Partial<Filters>): void {
  filters = { ...filters, ...changes };
  for (const listener of listeners) listener();
}
