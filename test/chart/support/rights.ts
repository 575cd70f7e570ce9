import type { ControlPlane } from '../../../dev/control-plane/control-plane.ts';

/** How a ServiceAccount is known to the API server. */
export function userOf(namespace: string, name: string): { user: string; groups: string[] } {
  const groups = ['system:serviceaccounts', `system:serviceaccounts:${namespace}`, 'system:authenticated'];
  return { user: `system:serviceaccount:${namespace}:${name}`, groups };
}

/** Asks the API server itself whether a user may do something: `list secrets -n apps`. */
export async function mayDo(
  plane: ControlPlane,
  { user, groups }: ReturnType<typeof userOf>,
  what: string,
): Promise<boolean> {
  const as = ['--as', user, ...groups.flatMap((group) => ['--as-group', group])];
  const { stdout, stderr } = await plane.kubectl(['auth', 'can-i', ...what.split(' '), ...as]);
  const answer = stdout.trim();
  if (answer !== 'yes' && !answer.startsWith('no')) throw new Error(`can-i ${what}: ${answer} ${stderr}`);
  return answer === 'yes';
}
