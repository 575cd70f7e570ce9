import { useCallback, useMemo, useState } from 'react';
import type { Row } from '../contract.ts';

export interface Selection {
  keys: ReadonlySet<string>;
  /** Those of the list that are selected: what is filtered away is not acted on. */
  rows: readonly Row[];
  toggle: (key: string) => void;
  /** All of the list, or none where all are. */
  toggleAll: () => void;
  clear: () => void;
}

const none: ReadonlySet<string> = new Set();

/** Rows that a person has picked, to do something to all of them. @param shown - the list as it is filtered */
export function useSelection(shown: readonly Row[]): Selection {
  const [keys, setKeys] = useState(none);
  const rows = useMemo(() => (keys.size === 0 ? [] : shown.filter(({ key }) => keys.has(key))), [shown, keys]);
  const toggle = useCallback((key: string) => {
    setKeys((before) => {
      const after = new Set(before);
      if (!after.delete(key)) after.add(key);
      return after;
    });
  }, []);
  const toggleAll = () => {
    const isAll = rows.length === shown.length;
    setKeys(isAll ? none : new Set(shown.map(({ key }) => key)));
  };
  return { keys, rows, toggle, toggleAll, clear: () => setKeys(none) };
}
