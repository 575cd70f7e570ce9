import { createHmac, type KeyObject } from 'node:crypto';
import type { Connection } from '../api/resources.ts';
import { isHiddenKey, usedValues, type Plan } from '../connectors/index.ts';
import { sameHost, sameSetting } from './spellings.ts';

/** What is sent and where, without telling what it is. */
export interface Credential {
  namespace: string;
  /** Digest of platform, hosts and what names the account. */
  account: string;
  /**
   * Digest of the account and of the secret values, then one of how they are sent: the same for all Connections that sign in
   * with the same.
   */
  id: string;
}

const accountLength = 12;
const valuesLength = 16;
const mannerLength = 8;

/** The credential of a test; undefined where it has none. */
export function credentialOf(connection: Connection, plan: Plan, key: KeyObject): Credential | undefined {
  const { namespace = '' } = connection.metadata;
  const service = plan.identity && [namespace, connection.spec.serviceAccountName ?? '', plan.identity.audience];
  if (!plan.given && !service) return undefined;
  const { method, platform, hosts, config } = plan;
  const used = sorted(usedValues(plan));
  const named = used.filter(([name]) => !isHiddenKey(name, method));
  const hidden = used.filter(([name]) => isHiddenKey(name, method));
  const settings = settingsOf(method, config);
  // Where nothing in the Secret names the account, a setting does, such as the id of an application; a token is its own.
  const names = named.length > 0 ? named.map(([name, value]) => [name, value.toLowerCase()]) : settings;
  const who = names.length > 0 ? names : hidden;
  const account = digest(key, [platform.name, hosts.map(sameHost), who, service]);
  const values = digest(key, [account, hidden]);
  const manner = digest(key, [method.name, named, settings]);
  return {
    namespace,
    account: account.slice(0, accountLength),
    id: values.slice(0, valuesLength) + manner.slice(0, mannerLength),
  };
}

/** What credentials have in common that show the same values to one account, whatever else is said with them. */
export function valuesOf({ id }: Pick<Credential, 'id'>): string {
  return id.slice(0, valuesLength);
}

/** Settings that the sign-in itself reads, such as a tenant: with another one it may be another account. */
function settingsOf(method: object, config: Plan['config']): unknown[][] {
  const text = textOf(method);
  const read = Object.entries(config).filter(([name]) => text.includes(`config.${name}`));
  return sorted(read.map(([name, value]) => [name, sameSetting(value)]));
}

const texts = new WeakMap<object, string>();

function textOf(method: object): string {
  const text = texts.get(method) ?? JSON.stringify(method);
  texts.set(method, text);
  return text;
}

function sorted<T extends [string, unknown] | unknown[]>(entries: T[]): T[] {
  return entries.toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}

function digest(key: KeyObject, value: unknown): string {
  return createHmac('sha256', key).update(JSON.stringify(value)).digest('base64url');
}
