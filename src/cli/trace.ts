import { visible } from '../api/visible.ts';
import type { TraceEvent } from '../connectors/index.ts';

/** One event of a followed test as a line; nothing in it is a secret. */
export function traceLine(event: TraceEvent): string {
  return visible(lineOf(event));
}

function lineOf(event: TraceEvent): string {
  if (event.kind === 'phase') return `# ${event.phase} ${event.step}`;
  if (event.kind === 'request') return `> ${event.line}`;
  if (event.kind === 'response') return `< ${event.status}`;
  if (event.kind === 'judged') return `= ${event.outcome} (${event.row})`;
  if (event.kind === 'set') return `  set ${event.names.join(', ')}`;
  return `  facts ${JSON.stringify(event.facts)}`;
}
