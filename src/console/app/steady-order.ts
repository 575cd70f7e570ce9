import { useRef, useState } from 'react';
import type { Row } from '../contract.ts';
import { misplaced } from './misplaced.ts';

interface Steady {
  rows: readonly Row[];
  /** How many rows have to move to be sorted. */
  moved: number;
  sort: () => void;
  /** For the element under whose pointer or focus nothing may move. */
  holds: {
    onPointerEnter: () => void;
    onPointerLeave: () => void;
    onFocus: () => void;
    onBlur: () => void;
  };
}

/**
 * Keeps the rows where they are while somebody points at one or has the focus in the list: they change in place, and what is
 * new stands at the end. @param asked - changes when the person asks for another order
 */
export function useSteadyOrder(latest: readonly Row[], asked: string): Steady {
  const [held, setHeld] = useState({ pointer: false, focus: false });
  const [, redraw] = useState(0);
  const last = useRef<{ asked: string; keys: readonly string[] }>({ asked, keys: [] });
  const isHeld = (held.pointer || held.focus) && last.current.asked === asked;
  const rows = isHeld ? inOrder(latest, last.current.keys) : latest;
  const keys = rows.map(({ key }) => key);
  last.current = { asked, keys };
  const moved = isHeld ? misplaced(rows, latest) : 0;
  const hold = (change: Partial<typeof held>) => setHeld((before) => ({ ...before, ...change }));
  return {
    rows,
    moved,
    sort: () => {
      last.current = { asked: '', keys: [] };
      redraw((count) => count + 1);
    },
    holds: {
      onPointerEnter: () => hold({ pointer: true }),
      onPointerLeave: () => hold({ pointer: false }),
      onFocus: () => hold({ focus: true }),
      onBlur: () => hold({ focus: false }),
    },
  };
}

function inOrder(latest: readonly Row[], keys: readonly string[]): Row[] {
  const byKey = new Map(latest.map((row) => [row.key, row]));
  const kept = keys.flatMap((key) => byKey.get(key) ?? []);
  const known = new Set(keys);
  return [...kept, ...latest.filter(({ key }) => !known.has(key))];
}
