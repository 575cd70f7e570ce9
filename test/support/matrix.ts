import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { aligned } from './aligned.ts';

/** What every real server is put through, as far as its protocol has it. */
export const standardCases = [
  'right',
  'wrong password',
  'wrong user',
  'wrong path',
  'no write permission',
  'server down',
  'server silent',
  'unknown certificate',
  'expired certificate',
  'one login a test',
] as const;
export type StandardCase = (typeof standardCases)[number];

/** Call it last in a test: the case has held against the real server. */
export function matrix(server: string, kase: StandardCase | (string & {})): void {
  const path = process.env['TEST_MATRIX'];
  if (path !== undefined) appendFileSync(path, `${JSON.stringify([server, kase])}\n`);
}

/** Of the run, before any test. */
export function openMatrix(): void {
  process.env['TEST_MATRIX'] = join(mkdtempSync(join(tmpdir(), 'matrix-')), 'cases');
}

/** The table server × case of what held in this run; undefined where no real server was asked. */
export function closeMatrix(): string | undefined {
  const path = process.env['TEST_MATRIX'];
  if (path === undefined) return undefined;
  const rows = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
  rmSync(dirname(path), { recursive: true });
  const held = rows.map((row) => JSON.parse(row) as [string, string]);
  return held.length === 0 ? undefined : table(held);
}

function table(held: readonly [string, string][]): string {
  const servers = [...new Set(held.map(([server]) => server))].toSorted();
  const count = (server: string, wanted: (kase: string) => boolean) =>
    held.filter(([name, kase]) => name === server && wanted(kase)).length;
  const isStandard = (kase: string) => (standardCases as readonly string[]).includes(kase);
  const lines = servers.map((server) => [
    server,
    ...standardCases.map((wanted) => String(count(server, (kase) => kase === wanted) || '-')),
    String(count(server, (kase) => !isStandard(kase))),
  ]);
  const text = aligned([['server', ...standardCases, 'others'], ...lines]);
  return `Cases that held against real servers (- = the protocol has none, or it was not run)\n${text}\n${held.length} cases of ${servers.length} servers`;
}
