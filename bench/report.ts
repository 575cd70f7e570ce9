import { styleText } from 'node:util';
import type { BenchOptions } from './options.ts';
import type { Measured } from './run.ts';

interface Report extends Measured {
  machine: { cores: number; load: number };
}

type Row = [what: string, value: string];

/** To stdout, as a table or as JSON. */
export function print(report: Report, { output }: Pick<BenchOptions, 'output'>): void {
  process.stdout.write(output === 'json' ? `${JSON.stringify(report, undefined, 2)}\n` : tableOf(report));
}

function tableOf(report: Report): string {
  const { machine, connections, shards, unrelatedSecrets } = report;
  const rows = [...coldRows(report), ...restRows(report), ...memoryRows(report), ...rotationRows(report)];
  const width = Math.max(...rows.map(([what]) => what.length));
  const besides = [
    ...(shards > 1 ? [`${shards} shards`] : []),
    ...(unrelatedSecrets > 0 ? [`${whole(unrelatedSecrets)} other Secrets`] : []),
  ].map((text) => `, ${text}`);
  const title = `${whole(connections)} Connections, 10 namespaces${besides.join('')}, ${machine.cores} cores (load ${machine.load.toFixed(1)} before)`;
  const lines = rows.map(([what, value]) => `${what.padEnd(width)}   ${value}`);
  return `${styleText('bold', title, { stream: process.stdout })}\n\n${lines.join('\n')}\n`;
}

function coldRows({ cold, connections }: Report): Row[] {
  const each = Object.entries(cold.requests)
    .filter(([, count]) => count >= connections / 100)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${name} ${(count / connections).toFixed(2)}`);
  return [
    [
      'Operator start to last verdict',
      `${cold.seconds.toFixed(2)} s (first after ${cold.firstVerdictSeconds.toFixed(2)} s)`,
    ],
    ['Verdicts per second', whole(cold.verdictsPerSecond)],
    ['Verdicts other than expected', whole(cold.wrongVerdicts)],
    ['CPU until then', `operator ${seconds(cold.cpuSeconds)}, API server ${seconds(cold.apiServerCpuSeconds)}`],
    ['API requests per verdict', `${cold.requestsPerVerdict.toFixed(2)} (${each.join(', ')})`],
  ];
}

function memoryRows({ memory }: Report): Row[] {
  return memory ? [['Memory, settled and peak', `${whole(memory.rssMiB)} MiB, ${whole(memory.peakRssMiB)} MiB`]] : [];
}

function rotationRows({ rotation }: Report): Row[] {
  if (!rotation) return [];
  const { edits, lost, p50Ms, p90Ms, p99Ms, maxMs } = rotation;
  const [p50, p90, p99, max] = [p50Ms, p90Ms, p99Ms, maxMs].map((ms) => `${ms.toFixed(0)} ms`);
  const value = `p50 ${p50}, p90 ${p90}, p99 ${p99}, max ${max} (${whole(edits)} edits, 20/s${lost > 0 ? `, ${lost} without a verdict` : ''})`;
  return [['Secret edit to other verdict', value]];
}

function restRows({ rest }: Report): Row[] {
  return [['Writes per minute at rest', `${whole(rest.writesPerMinute)} (${whole(rest.seconds)} s counted)`]];
}

function seconds(value: number | undefined): string {
  return value === undefined ? 'unknown' : `${value.toFixed(2)} s`;
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
