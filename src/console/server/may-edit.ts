import { group } from '../../api/resources.ts';
import { mayI, type KubeClient } from '../../runtime/index.ts';
import type { MayEdit } from '../contract.ts';

/** Of more than these it takes longer to ask than anybody wants to know. */
const mostAsked = 200;
const atATime = 8;

/**
 * In how many of some namespaces the person may change Connections: one question where they may in all.
 * @returns undefined for more than 200 namespaces of which it is not the same in all
 */
export async function mayEdit(
  namespaces: readonly string[],
  client: KubeClient,
  signal: AbortSignal,
): Promise<MayEdit | undefined> {
  const right = { verb: 'patch', resource: 'connections', group };
  const of = namespaces.length;
  if (await mayI(client, right, signal)) return { edit: of, of };
  if (of > mostAsked) return undefined;
  const waiting = [...namespaces];
  let edit = 0;
  const ask = async (): Promise<void> => {
    for (let namespace = waiting.pop(); namespace !== undefined; namespace = waiting.pop())
      if (await mayI(client, { ...right, namespace }, signal)) edit += 1;
  };
  await Promise.all(Array.from({ length: Math.min(atATime, of) }, ask));
  return { edit, of };
}
