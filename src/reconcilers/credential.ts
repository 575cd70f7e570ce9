import { createHmac, type KeyObject } from 'node:crypto';
import type { Connection } from '../api/resources.ts';
import { isHiddenKey, type Plan } from '../connectors/index.ts';

/** What is sent and where, without telling what it is. */
export interface Credential {
  namespace: string;
  /** Digest of platform, hosts and what names the account. */
  account: string;
  /** Digest of the account and of the secret values: the same for all Connections that sign in with the same. */
  id: string;
}

const accountLength = 12;
const valueLength = 24;

/**
 * The credential of a test; undefined where it has none.
 * @param values - of the Secret, as far as the platform can use them
 */
export function credentialOf(
  connection: Connection,
  { plan, values }: { plan: Plan; values: Readonly<Record<string, Uint8Array>> | undefined },
  key: KeyObject,
): Credential | undefined {
  const { namespace = '' } = connection.metadata;
  const service = plan.identity && [namespace, connection.spec.serviceAccountName ?? '', plan.identity.audience];
  if (!values && !service) return undefined;
  const { method, platform, hosts, config } = plan;
  const named = Object.entries(plan.secret).filter(([name]) => !isHiddenKey(name, method));
  const account = digest(key, [platform.name, hosts, named, service, settingsOf(method, config)]);
  const sent = Object.entries(values ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]);
  const id = digest(key, [account, method.name, sorted(sent)]);
  return { namespace, account: account.slice(0, accountLength), id: id.slice(0, valueLength) };
}

/** Settings that the sign-in itself reads name the account too, such as a tenant: with another one it is another account. */
function settingsOf(method: object, config: Plan['config']): unknown {
  const text = textOf(method);
  return sorted(Object.entries(config).filter(([name]) => text.includes(`config.${name}`)));
}

const texts = new WeakMap<object, string>();

function textOf(method: object): string {
  const text = texts.get(method) ?? JSON.stringify(method);
  texts.set(method, text);
  return text;
}

function sorted(entries: unknown[][]): unknown[][] {
  return entries.toSorted(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}

function digest(key: KeyObject, value: unknown): string {
  return createHmac('sha256', key).update(JSON.stringify(value)).digest('base64url');
}
