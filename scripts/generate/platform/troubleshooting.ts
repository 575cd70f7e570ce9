import { isFailed, isInconclusive, reasons, type Reason } from '../../src/api/reasons.ts';
import type { Platform } from '../../src/connectors/platform.ts';
import { bullets, code, table } from './markdown.ts';
import { whatIsSo } from './reason-text.ts';
import { causesOf, meaningsOf, type Meaning } from './replies.ts';
import { driversOf, reasonsOfDriver } from './sources.ts';

const general =
  'What is not listed is read by the [general rules](../concepts.md#general-rules-for-replies); an answer that nobody knows is [UnexpectedReply](../reasons/UnexpectedReply.md), never Connected and never Failed.';

/** What is seen in the REASON column, and what it means on this platform. */
export async function answersOf({ spec }: Platform): Promise<string> {
  const meanings = meaningsOf(spec);
  const fromDriver = (await Promise.all(driversOf(spec).map(reasonsOfDriver))).flat();
  const seen = new Set<Reason>([...meanings.map(({ outcome }): string => outcome).filter(isReason), ...fromDriver]);
  const rows = [...seen].map((reason) => {
    const causes = causesOf(meanings.filter(({ outcome }) => outcome === reason));
    return [
      `[${reason}](../reasons/${reason}.md)`,
      stateOf(reason),
      causes.join('; ') || whatIsSo(reason),
      reasons[reason].action,
    ];
  });
  const summary = table(['You see', 'State', 'It means', 'What to do'], rows);
  return ['## What you see, and what it means', summary, general, details(meanings)].filter(Boolean).join('\n\n');
}

function isReason(outcome: string): outcome is Reason {
  return Object.hasOwn(reasons, outcome);
}

function stateOf(reason: Reason): string {
  if (isFailed(reason)) return 'Failed';
  return isInconclusive(reason) ? 'Retrying' : 'Connected';
}

/** The very rules, for whoever has the platform's answer at hand. */
function details(meanings: readonly Meaning[]): string | undefined {
  const rules = bullets(meanings.map(({ outcome, when, of }) => `${code(when)} → ${outcome} (${of})`));
  return (
    rules &&
    `<details><summary>The rules for the platform's answers, in the order in which they are tried</summary>\n\n${rules}\n\n</details>`
  );
}
