import { setback, type Setback } from '../finding.ts';
import type { Plan } from '../platform.ts';
import { hostAllowed } from '../transport/hosts.ts';

/** What is wrong with the audience that a token of the service account would be asked for. */
export function identityProblem({ identity, method, hosts }: Plan): Setback | undefined {
  const template = method.identity?.audience;
  if (template === undefined) return undefined;
  // A token for no audience in particular is a token for the cluster itself.
  if (!identity) return refuse(`the audience of the token needs ${variablesOf(template).join(', ')}`);
  const settings = variablesOf(template).filter((name) => name.startsWith('config.'));
  if (settings.length === 0) return undefined;
  // Else whoever writes a Connection could get a token that another platform takes, and have it sent to a host of theirs.
  const url = URL.parse(identity.audience);
  if (url && hostAllowed(url, hosts)) return undefined;
  return refuse(
    `${settings.join(', ')}: the audience must be an address of a host that the token is sent to (${hosts.join(', ')}); for another one, add a Platform that names it`,
  );
}

function variablesOf(template: string): string[] {
  return [...template.matchAll(/\{\{(.*?)\}\}/g)].map(([, name = '']) => name.trim());
}

function refuse(about: string): Setback {
  return setback('Resolved', 'InvalidConfiguration', { about });
}
