import type { Connection } from '../api/resources.ts';
import { allowedHosts, type Plan, type Platform } from '../connectors/index.ts';
import type { Limit, Limits } from './pace.ts';

/** Where a Platform says nothing of a host: a server that stands still takes up no more than these. */
const perHost = 32;
/** Several Connections may share a Secret, and with it the limits of a vendor. */
const perAccount = 4;
/** Each is a process of about 10 MB. */
const smbclients = 20;

/** What is known of a test: all of it once it is planned. */
export type Known = Pick<Plan, 'platform' | 'hosts'>;

/** What a test takes up. */
export function limitsOf({ metadata, spec }: Connection, known: Known): Limits {
  const { namespace } = metadata;
  const { name: platform, spec: definition } = known.platform;
  const { concurrency = perHost, perSecond } = definition.budget?.perHost ?? {};
  // Through a proxy of a tenant's own nothing that is said of a host holds for others.
  const via = spec.proxyRef ? ` via ${namespace}/${spec.proxyRef.name}` : '';
  const hosts = concreteHosts(known).map((host) => host + via);
  // Where the host turns up during the test alone, nobody else may have to wait for it.
  const places = hosts.length > 0 ? hosts : [`${platform} of ${namespace}${via}`];
  const budget = definition.budget?.perHost ? `${platform} ` : '';
  const account = spec.secretRef?.name ?? spec.serviceAccountName;
  const atHosts = places.map((place) => ({ key: `host ${budget}${place}`, concurrency, perSecond }));
  return {
    wide: definition.driver === 'smb' ? [...atHosts, { key: 'program smbclient', concurrency: smbclients }] : atHosts,
    narrow: account === undefined ? [] : [accountLimit(`${platform} ${namespace}/${account} ${places.join(' ')}`)],
  };
}

export const none: Limits = { wide: [], narrow: [] };

/** The same before the Secret is read: most hosts follow from the settings alone. */
export function likelyLimitsOf(connection: Connection, platform: Platform): Limits {
  const { hosts, config } = platform.spec;
  const names = { config: { ...defaultsIn(config), ...connection.spec.config } };
  return limitsOf(connection, { platform, hosts: allowedHosts(hosts, names) });
}

function accountLimit(account: string): Limit {
  return { key: `account ${account}`, concurrency: perAccount };
}

function defaultsIn(schema: { properties?: Record<string, unknown> } | undefined): Record<string, unknown> {
  const properties = Object.entries(schema?.properties ?? {});
  return Object.fromEntries(
    properties.flatMap(([name, property]) =>
      typeof property === 'object' && property !== null && 'default' in property ? [[name, property.default]] : [],
    ),
  );
}

function concreteHosts({ hosts }: Known): string[] {
  return [...new Set(hosts.filter((host) => !host.includes('*')).map((host) => host.toLowerCase()))];
}
