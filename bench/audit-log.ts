import { readFile } from 'node:fs/promises';

interface AuditEvent {
  verb: string;
  user: { username: string };
  objectRef?: { resource: string; subresource?: string; apiGroup?: string };
  requestReceivedTimestamp: string;
}

/** Requests by what they were, as in `get secrets` or `patch connections/status`. */
export type Requests = Record<string, number>;

/** What one user asked the API server for between two times (`Date.now()`). */
export async function requestsOf(user: string, logPath: string, [fromMs, toMs]: [number, number]): Promise<Requests> {
  const counts: Requests = {};
  for (const line of (await readFile(logPath, 'utf8')).split('\n')) {
    if (!line.includes(`"${user}"`)) continue;
    const event = parsed(line);
    if (event?.user.username !== user) continue;
    const at = Date.parse(event.requestReceivedTimestamp);
    if (at < fromMs || at > toMs) continue;
    const { resource = 'other', subresource } = event.objectRef ?? {};
    const name = `${event.verb} ${resource}${subresource === undefined ? '' : `/${subresource}`}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

export function writesIn(requests: Requests): number {
  const writes = Object.entries(requests).filter(([name]) => /^(create|update|patch|delete)/.test(name));
  return writes.reduce((sum, [, count]) => sum + count, 0);
}

/** The last line may still be being written. */
function parsed(line: string): AuditEvent | undefined {
  try {
    return JSON.parse(line) as AuditEvent;
  } catch {
    return undefined;
  }
}
