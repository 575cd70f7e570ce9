import type { Failure } from '../failure.ts';

/** Servers fail, or give no reason, where they have no permission on the folder themselves: waiting alone does not help then. */
export const unwrittenFix =
  'The test is repeated. If it stays so, check that the server itself has permission to write to the folder.';

/** Of a file of 70 bytes: a quota, or a folder that takes none. */
const noRoom: ReadonlySet<number | undefined> = new Set([413, 507]);

/** What it means that a server does not write a file, said with a status of HTTP. */
export function unwritten(result: 'denied' | Failure, status: number | undefined): 'denied' | Failure {
  if (result === 'denied' || noRoom.has(status)) return 'denied';
  if (result.reason !== 'ServiceUnavailable' || status === undefined) return result;
  return { ...result, about: `${result.about ?? 'it'} responds ${status} to writing a file`, fix: unwrittenFix };
}
