import { useCallback, useEffect, useState } from 'react';
import { get } from './requests.ts';

export interface Loaded<T> {
  value?: T;
  error?: Error;
  reload: () => void;
}

/** What the server answers to a GET; asked anew when the path changes, `reload` is called, or `version` changes. */
export function useLoaded<T>(path: string, version: unknown = 0): Loaded<T> {
  const [state, setState] = useState<{ path: string; value?: T; error?: Error }>({ path });
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    get<T>(path, abort.signal).then(
      (value) => setState({ path, value }),
      (error: unknown) => {
        if (!abort.signal.aborted) setState({ path, error: error as Error });
      },
    );
    return () => abort.abort();
  }, [path, turn, version]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return state.path === path ? { ...state, reload } : { reload };
}
