import { useSyncExternalStore } from 'react';
import { hush } from './speak.ts';

/** Where the page is, as path and query. */
export interface Route {
  path: readonly string[];
  query: URLSearchParams;
}

const listeners = new Set<() => void>();
let current = read();

window.addEventListener('popstate', () => {
  current = read();
  for (const listener of listeners) listener();
});

export function useRoute(): Route {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
}

export function navigate(to: string, { replace = false } = {}): void {
  if (replace) window.history.replaceState(null, '', to);
  else window.history.pushState(null, '', to);
  current = read();
  // What was said of the view before is of no use on the next.
  hush();
  for (const listener of listeners) listener();
}

function read(): Route {
  const { pathname, search } = window.location;
  return { path: pathname.split('/').filter(Boolean).map(decodeURIComponent), query: new URLSearchParams(search) };
}
