import type { Connection } from '../api/resources.ts';
import type { Plan } from '../connectors/index.ts';
import type { Limit } from './pace.ts';

/** Where a Platform says nothing of a host: a server that stands still takes up no more than these. */
const perHost = 32;
/** Several Connections may share an account, which a vendor's limits are for. */
const perAccount = 4;
/** Each is a process of about 10 MB. */
const smbclients = 20;

/**
 * What a test takes up, by its plan.
 * @param digest - of the Secret's content
 */
export function limitsOf({ metadata, spec }: Connection, plan: Plan, digest: string | undefined): Limit[] {
  const { namespace } = metadata;
  const { name: platform, spec: definition } = plan.platform;
  const { concurrency = perHost, perSecond } = definition.budget?.perHost ?? {};
  // Through a proxy of a tenant's own nothing that is said of a host holds for others.
  const via = spec.proxyRef ? ` via ${namespace}/${spec.proxyRef.name}` : '';
  const hosts = concreteHosts(plan).map((host) => host + via);
  // Where the host turns up during the test alone, nobody else may have to wait for it.
  const places = hosts.length > 0 ? hosts : [`${platform} of ${namespace}${via}`];
  const budget = definition.budget?.perHost ? `${platform} ` : '';
  const account = digest ?? (spec.serviceAccountName && `${namespace}/${spec.serviceAccountName}`);
  return [
    ...places.map((place) => ({ key: `host ${budget}${place}`, concurrency, perSecond })),
    ...(account ? [{ key: `account ${platform} ${places.join(' ')} ${account}`, concurrency: perAccount }] : []),
    ...(definition.driver === 'smb' ? [{ key: 'program smbclient', concurrency: smbclients }] : []),
  ];
}

function concreteHosts({ hosts }: Plan): string[] {
  return [...new Set(hosts.filter((host) => !host.includes('*')).map((host) => host.toLowerCase()))];
}
