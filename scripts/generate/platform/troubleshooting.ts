import { isFailed, isInconclusive, reasons, type Reason } from '../../../src/api/reasons.ts';
import type { Platform } from '../../../src/connectors/platform.ts';
import { sentence, table } from '../markdown.ts';
import { adviceOf, whatIsSo } from '../reason-text.ts';
import { driversOf, reasonsOfDriver } from '../sources.ts';
import { causesOf, meaningsOf, type Meaning } from './meanings.ts';
import { rulesOf } from './rules.ts';

const general =
  'Every other response is judged by the [default rules](../reference.md#default-rules). A response that no rule covers is [UnexpectedReply](../reasons/UnexpectedReply.md): neither Connected nor Failed. All reasons: [Reasons](../reasons.md).';
const ofDrivers =
  'Reasons that every platform can have, such as a host that cannot be reached: [Reasons](../reasons.md).';

/** The section with the reasons that this platform's responses lead to, their causes, and what to do. */
export async function troubleshootingSection({ spec }: Platform): Promise<string> {
  const meanings = meaningsOf(spec);
  const fromDriver = (await Promise.all(driversOf(spec).map(reasonsOfDriver))).flat();
  const seen = new Set<Reason>([...meanings.map(({ reason }) => reason), ...fromDriver]);
  const inOrder = (Object.keys(reasons) as Reason[]).filter((reason) => seen.has(reason));
  const rows = inOrder.map((reason) => {
    const own = meanings.filter((meaning) => meaning.reason === reason);
    const causes = causesOf(own).join('; ');
    return [`[${reason}](../reasons/${reason}.md)`, stateOf(reason), causes || whatIsSo(reason), fixOf(reason, own)];
  });
  const summary = table(['Reason', 'State', 'Possible causes', 'Fix'], rows);
  const end = (spec.driver ?? 'http') === 'http' ? general : ofDrivers;
  return ['## Troubleshooting', summary, end, rulesOf(spec)].filter(Boolean).join('\n\n');
}

function stateOf(reason: Reason): string {
  if (isFailed(reason)) return 'Failed';
  return isInconclusive(reason) ? 'Retrying' : 'Connected';
}

/** What rows advise; the catalogue's advice too if one of them has none. */
function fixOf(reason: Reason, own: readonly Meaning[]): string {
  const fixes = new Set(own.flatMap(({ fix }) => (fix === undefined ? [] : [sentence(fix)])));
  const isComplete = own.length > 0 && own.every(({ fix }) => fix !== undefined);
  return [...fixes, ...(isComplete ? [] : [adviceOf(reason)])].join(' ');
}
