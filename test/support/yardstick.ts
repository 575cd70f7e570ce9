import { appendFileSync } from 'node:fs';
import type { Verdict } from '../../src/connectors/index.ts';
import { nextTestDelayMs } from '../../src/reconcilers/schedule.ts';

/** A case and what came of it, as one line of the file that `YARDSTICK` names. */
export interface Measured {
  platform: string;
  method: string;
  kind: string;
  name: string;
}

/** Writes down a verdict where the environment asks for it, so that two states of the code can be compared case by case. */
export function measure(measured: Measured, verdict: Verdict): void {
  const file = process.env['YARDSTICK'];
  if (file === undefined) return;
  const next = [1, 6].map((count) => Math.round((delayOf(verdict, count) ?? -1) / 1000));
  appendFileSync(file, `${JSON.stringify({ ...measured, next, verdict })}\n`);
}

function delayOf(verdict: Verdict, count: number): number | undefined {
  const inconclusive = verdict.outcome === 'inconclusive' ? count : 0;
  return nextTestDelayMs({
    verdict,
    intervalMs: 3_600_000,
    failures: count,
    inconclusive,
    knownGood: false,
    random: 0.5,
  });
}
