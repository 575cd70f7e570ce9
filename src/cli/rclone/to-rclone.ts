import type { Connection } from '../../api/resources.ts';
import type { Plan } from '../../connectors/index.ts';
import { clouds } from './clouds.ts';
import type { Inexpressible, Remote, ToRemote } from './remote.ts';
import { servers } from './servers.ts';
import { stores } from './stores.ts';

/** Platforms that rclone speaks too, by name. */
export const remotes: Readonly<Record<string, ToRemote>> = { ...servers, ...stores, ...clouds };

/**
 * The remote that rclone needs for the account of a plan.
 * @returns why there is none, if rclone cannot use the account
 */
export function toRclone(plan: Plan, { spec }: Pick<Connection, 'spec'>): Remote | Inexpressible {
  const make = Object.hasOwn(remotes, plan.platform.name) ? remotes[plan.platform.name] : undefined;
  if (!make) return { because: `rclone has no backend for ${plan.platform.spec.title}` };
  if (rotates(plan)) {
    return {
      because: `${plan.platform.spec.title} replaces the refresh token at each sign-in: rclone and the operator would lock each other out`,
    };
  }
  const made = make(plan);
  if ('because' in made) return made;
  const notes = [
    ...(made.notes ?? []),
    ...(spec.tls?.caRef ? ['give rclone the certificates of spec.tls.caRef with --ca-cert FILE'] : []),
    ...(spec.tls?.serverName === undefined
      ? []
      : ['rclone cannot expect another name in the certificate (spec.tls.serverName)']),
    ...(spec.proxyRef ? ['rclone takes its proxy from the environment (HTTPS_PROXY), not from spec.proxyRef'] : []),
  ];
  return { ...made, notes };
}

/** A token that two hold is worth nothing to one of them after the first sign-in of the other. */
function rotates({ method, refreshKey }: Plan): boolean {
  if (refreshKey === undefined) return false;
  return (method.signIn ?? []).some(({ oauth2 }) => oauth2?.grant === 'refresh_token' && oauth2.rotates !== false);
}
