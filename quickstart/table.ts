import type { KubeClient } from '../src/runtime/index.ts';

/** What `kubectl get connections` prints, column by column. */
export interface Table {
  columns: string[];
  rows: string[][];
}

/** As the API server sends it. */
interface ServerTable {
  columnDefinitions: { name: string; priority: number }[];
  rows?: { cells: unknown[] }[];
}

type Paint = (style: 'red' | 'green' | 'yellow', text: string) => string;

const path = '/apis/connection-operator.dev/v1alpha1/namespaces/default/connections';
const accept = 'application/json;as=Table;v=v1;g=meta.k8s.io';
const gap = '   ';

export async function fetchTable(client: KubeClient, signal: AbortSignal): Promise<Table> {
  const { columnDefinitions, rows = [] } = await client.get<ServerTable>(path, { accept, signal });
  const shown = columnDefinitions.flatMap(({ name, priority }, index) => (priority === 0 ? [{ name, index }] : []));
  return {
    columns: shown.map(({ name }) => name.toUpperCase()),
    rows: rows.map(({ cells }) => shown.map(({ index }) => textOf(cells[index]))),
  };
}

/** One row's cell by the name of its column; empty where there is none. */
export function cell(table: Table, row: string[], column: string): string {
  return row[table.columns.indexOf(column)] ?? '';
}

export function rowNamed(table: Table, name: string): string[] | undefined {
  return table.rows.find((row) => cell(table, row, 'NAME') === name);
}

/** Aligned as kubectl aligns it; `width` cuts each line for a terminal. */
export function linesOf({ columns, rows }: Table, paint: Paint, width = Infinity): string[] {
  const widths = columns.map((name, index) => Math.max(name.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const state = columns.indexOf('STATUS');
  return [columns, ...rows].map((row) => {
    let left = width;
    const cells = row.map((text, index) => {
      const last = index === row.length - 1;
      const padded = (last ? text : `${text.padEnd(widths[index] ?? 0)}${gap}`).slice(0, Math.max(left, 0));
      left -= padded.length;
      return index === state ? coloured(padded, paint) : padded;
    });
    return cells.join('').trimEnd();
  });
}

function coloured(text: string, paint: Paint): string {
  const word = text.trim();
  if (word === 'Connected') return paint('green', text);
  if (word === 'Failed') return paint('red', text);
  return word === 'Retrying' || word === 'Pending' ? paint('yellow', text) : text;
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
