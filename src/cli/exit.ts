import type { Verdict } from '../connectors/index.ts';

/** What the command ends with; docs/cli.md lists them. */
export const exit = { connected: 0, failed: 1, badInput: 2, inconclusive: 3, stopped: 130 } as const;

/** Something is wrong with what was asked for, and nothing was tried. */
export class BadInput extends Error {}

/** Inconclusive: what was needed first was not reached. */
export class Unreached extends Error {}

/** The person ended it at a question. */
export class Stopped extends Error {}

/** The worst of several verdicts: a failure counts more than what is inconclusive. */
export function exitOf(outcomes: readonly Verdict['outcome'][], failOn: readonly string[] = []): number {
  if (outcomes.includes('failed')) return exit.failed;
  if (outcomes.includes('inconclusive')) return failOn.includes('inconclusive') ? exit.failed : exit.inconclusive;
  return exit.connected;
}
