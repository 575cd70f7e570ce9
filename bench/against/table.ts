import type { Compared, Names } from './compare.ts';
import type { Report } from './round.ts';

interface Row {
  what: string;
  unit: string;
  /** Undefined where the phase was not measured. */
  of: (report: Report) => number | undefined;
  slow?: true;
  /** At most so many times what Go takes. */
  share?: number;
  /** At most so much. */
  most?: number;
}

/** To stdout, as a table or as JSON. */
export function printCompared(compared: Compared, { output }: { output: 'table' | 'json' }): void {
  process.stdout.write(output === 'json' ? `${JSON.stringify(compared, undefined, 2)}\n` : tableOf(compared));
}

/** A bound that was made for another number of Connections is left out. */
function tableOf(compared: Compared): string {
  const { connections, runs } = compared;
  const rows = rowsFor(connections).map((row) => lineOf(row, compared));
  const head = ['', 'Go', 'ours', 'ours / Go', 'to reach'];
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((cells) => cells[column]?.length ?? 0)));
  const lines = all.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd(),
  );
  return `${connections.toLocaleString('en-US')} Connections, medians of ${runs}\n\n${lines.join('\n')}\n`;
}

function rowsFor(connections: number): Row[] {
  return [...coldRows(connections), ...laterRows(connections <= 1000)];
}

function coldRows(connections: number): Row[] {
  const few = connections <= 1000;
  const perVerdict = (total: number): number => total / connections;
  return [
    { what: 'Wrong verdicts', unit: '', of: ({ cold }) => cold.wrong_verdicts, most: 0 },
    { what: 'All verdicts', unit: 's', of: ({ cold }) => cold.all_terminal_s, share: 0.9 },
    { what: 'First verdict', unit: 's', of: ({ cold }) => cold.first_terminal_s, ...(few && { most: 0.5 }) },
    {
      what: 'Operator CPU a verdict',
      unit: 'ms',
      of: ({ cold }) => perVerdict(cold.usage.operator_cpu_s * 1000),
      most: 1.5,
    },
    { what: 'API server CPU', unit: 's', of: ({ cold }) => cold.usage.apiserver_cpu_s, share: 0.9 },
    {
      what: 'API requests a verdict',
      unit: '',
      of: ({ cold }) => perVerdict(sum(cold.usage.api_requests)),
      most: 1.2,
    },
    { what: 'Memory, settled', unit: 'MiB', of: ({ cold }) => cold.rss_settled_mib, most: few ? 100 : 160 },
    { what: 'Memory, peak', unit: 'MiB', of: ({ cold }) => cold.usage.rss_peak_mib },
  ];
}

function laterRows(few: boolean): Row[] {
  return [
    {
      what: 'Operator CPU a test, steady',
      unit: 'ms',
      of: ({ steady }) => steady && (steady.usage.operator_cpu_s * 1000) / steady.usage.platform.requests,
      most: 1.2,
    },
    {
      what: 'All verdicts, platform takes 100 ms',
      unit: 's',
      of: ({ cold }) => cold.all_terminal_s,
      slow: true,
      ...(few && { most: 6 }),
    },
    { what: 'Secret edit to verdict, p50', unit: 'ms', of: ({ rotate }) => rotate?.p50_ms, most: 9 },
    { what: 'Secret edit to verdict, p99', unit: 'ms', of: ({ rotate }) => rotate?.p99_ms, most: 16 },
    { what: 'Edits without a verdict', unit: '', of: ({ rotate }) => rotate?.missing, most: 0 },
    {
      what: 'Restart to verdict of an edit made meanwhile',
      unit: 's',
      of: ({ restart }) => restart && (restart.edit_made_while_down_seen_after_s ?? Infinity),
    },
    { what: 'Tests after a restart, one was edited', unit: '', of: ({ restart }) => restart?.usage.platform.requests },
    { what: 'Verdicts lost by a restart', unit: '', of: ({ restart }) => restart?.verdicts_not_as_before, most: 0 },
    { what: 'Writes a minute, steady', unit: '', of: ({ steady }) => steady?.usage.api_writes_per_min, most: 0 },
  ];
}

function lineOf({ what, unit, of, slow, share, most }: Row, compared: Compared): string[] {
  const from = slow ? compared.slow : compared.reports;
  const value = (name: Names): number => median(from[name].map(of).filter((each) => each !== undefined));
  const [go, ours] = [value('go'), value('ours')];
  const bound = share === undefined ? most : share * go;
  const target = share === undefined ? `≤ ${most}` : `≤ ${share} × Go`;
  const verdict = bound === undefined ? '' : `${target}${ours <= bound ? ', reached' : ''}`;
  return [unit === '' ? what : `${what} (${unit})`, short(go), short(ours), go > 0 ? short(ours / go) : '', verdict];
}

/** @returns NaN of nothing */
function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function short(value: number): string {
  if (Number.isNaN(value)) return '-';
  return value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toFixed(2);
}
