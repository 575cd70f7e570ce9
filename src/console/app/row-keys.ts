import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import type { Row } from '../contract.ts';
import { testNow } from './row-actions.ts';
import type { Selection } from './selection.ts';
import { say } from './speak.ts';

interface RowKeys {
  /** Key of the row that the tab key comes to. */
  current: string | undefined;
  focused: (key: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** Moves through the list by keys: the table is one stop of the tab key, arrows (or J and K) go from row to row. */
export function useRowKeys(rows: readonly Row[], selection: Selection, scrollTo: (index: number) => void): RowKeys {
  const [chosen, setChosen] = useState<string>();
  const index = Math.max(
    0,
    rows.findIndex(({ key }) => key === chosen),
  );
  const current = rows[index];
  const awaited = useRef<string>(undefined);
  // A row that was far away is drawn some drawings after the key was pressed.
  useEffect(() => {
    if (awaited.current !== undefined && focusRow(awaited.current)) awaited.current = undefined;
  });
  const move = (to: number) => {
    const target = rows[Math.min(rows.length - 1, Math.max(0, to))];
    if (!target) return;
    setChosen(target.key);
    scrollTo(rows.indexOf(target));
    awaited.current = focusRow(target.key) ? undefined : target.key;
  };
  const moves: Readonly<Record<string, () => void>> = {
    ArrowDown: () => move(index + 1),
    j: () => move(index + 1),
    ArrowUp: () => move(index - 1),
    k: () => move(index - 1),
    Home: () => move(0),
    End: () => move(rows.length - 1),
    ...actionsOn(current, selection),
  };
  return {
    current: current?.key,
    focused: setChosen,
    onKeyDown: (event) => press(event, moves),
  };
}

function actionsOn(row: Row | undefined, { toggle, clear }: Selection): Readonly<Record<string, () => void>> {
  if (!row) return {};
  return { t: () => void testNow([row]), c: () => copyName(row), x: () => toggle(row.key), Escape: clear };
}

/** Of keys alone, and not of those that a menu of a row gets. */
function press(event: KeyboardEvent, moves: Readonly<Record<string, () => void>>): void {
  const isForUs = event.currentTarget.contains(event.target as Node);
  const act = !isForUs || event.ctrlKey || event.metaKey || event.altKey ? undefined : moves[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

/** @returns whether the row is in the page */
export function focusRow(key: string): boolean {
  const link = document.querySelector<HTMLElement>(`tr[data-key="${CSS.escape(key)}"] a`);
  link?.focus();
  return link !== null;
}

function copyName({ name }: Row): void {
  void navigator.clipboard.writeText(name).then(() => say(`Copied ${name}`));
}
