import { defineEager } from '../engine/define.ts';
import { variablesOf } from '../language/secret-use.ts';
import { renderText } from '../language/template.ts';
import { wrong, type Wrong } from './check.ts';
import type { Plan } from '../platform.ts';
import { hostAllowed } from '../transport/hosts.ts';
import { choicesIn } from './choices.ts';
import { allowedHosts } from './hosts.ts';

/** What is wrong with the audience that a token of the service account would be asked for. */
export function identityProblem(plan: Plan): Wrong | undefined {
  const { identity, method } = plan;
  const template = method.serviceAccount?.audience;
  if (template === undefined) return undefined;
  // A token for no audience in particular is a token for the cluster itself.
  if (!identity) {
    const [first = 'config'] = namesIn(template);
    return refuse(`spec.${first}`, 'is missing: the audience of the token is made from it');
  }
  const direct = namesIn(template).filter((name) => /^(config|requires)\./.test(name));
  const settings = direct.length > 0 ? direct : choicesIn(template, { spec: plan.platform.spec, method });
  if (settings.length === 0) return undefined;
  // Else whoever writes a Connection could get a token that another platform takes, and have it sent to a host of theirs.
  const { recipients, takes, chosen } = recipientsOf(plan);
  // What `define` makes of settings may be a name that only the Platform's own hosts understand.
  if (direct.length === 0 && !chosen) return undefined;
  const url = URL.parse(identity.audience);
  if (url && takes(url)) return undefined;
  return refuse(
    `spec.${settings.join(', spec.')}`,
    `is no audience for this token: it must be an address of a host that the token is sent to (${recipients}); for another one, add a Platform that names it`,
  );
}

interface Recipients {
  /** For a message. */
  recipients: string;
  /** Whether this is an address of whoever gets the token. */
  takes: (url: URL) => boolean;
  /** The author of the Connection chooses who that is. */
  chosen: boolean;
}

/** The token endpoint, where nobody else is sent the token, else every host: a request to any of them may hold it. */
function recipientsOf(plan: Plan): Recipients {
  const { method, platform, config, requires } = plan;
  const [first, ...others] = method.signIn ?? [];
  const { test, access, probe, hosts: templates = [] } = platform.spec;
  const { credential, detect, signOut } = method;
  const elsewhere = JSON.stringify([others, credential, detect, signOut, test, access, probe]).includes(
    'serviceAccount.token',
  );
  const fixed = templates.filter((host) => choicesIn(host, { spec: platform.spec, method }).length === 0);
  const names = { ...defineEager(plan), config, requires, method: method.name };
  const address = first?.oauth2 && !elsewhere ? renderText(first.oauth2.tokenUrl, names) : undefined;
  const endpoint = address === undefined ? null : URL.parse(address);
  if (endpoint) {
    const chosen = !hostAllowed(endpoint, allowedHosts(fixed, names));
    return { recipients: endpoint.origin, takes: ({ origin }) => origin === endpoint.origin, chosen };
  }
  const { hosts } = plan;
  const takes = (url: URL) => hosts.every((host) => hostAllowed(url, [host]));
  return { recipients: hosts.join(', '), takes, chosen: fixed.length < templates.length };
}

function namesIn(template: string): string[] {
  return variablesOf(template).map(({ path }) => path.join('.'));
}

function refuse(at: string, what: string): Wrong {
  return wrong('InvalidConfiguration', [{ at, kind: 'invalid', what }]);
}
