import type { Connection } from '../api/resources.ts';
import { unfitKeys, type ProxySettings } from '../connectors/index.ts';
import { ofTheCluster } from './cluster-secrets.ts';
import { proxyNotConsented } from './consent.ts';
import { readObject, refused, textIn, type ObjectSource, type Refused } from './objects.ts';

/** The proxy that the Secret in `spec.proxyRef` describes: address, username, password. */
export async function readProxy(
  connection: Connection,
  objects: ObjectSource,
): Promise<ProxySettings | undefined | Refused> {
  const ref = connection.spec.proxyRef;
  if (!ref) return undefined;
  const read = await readObject({ kind: 'Secret', name: ref.name, field: 'spec.proxyRef' }, objects);
  if ('verdict' in read) return read;
  const foreign = ofTheCluster(connection, read.object, 'spec.proxyRef');
  if (foreign) return foreign;
  const text = (key: string) => textIn(read.object, key, 'Secret')?.trim();
  const address = text('address');
  if (address === undefined)
    return refused('SecretKeyMissing', `key \`address\` is missing in Secret \`${ref.name}\` of spec.proxyRef`);
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '') {
    return refused(
      'SecretInvalid',
      `key \`address\` of Secret \`${ref.name}\` of spec.proxyRef must be http://host:port, with user name and password in keys of their own`,
    );
  }
  const credentials = { username: text('username'), password: text('password') };
  const unfilled = unfilledIn(credentials);
  const proxy = { address, ...credentials };
  return unfilled
    ? refused('SecretInvalid', `key \`${unfilled.key}\` of Secret \`${ref.name}\` of spec.proxyRef ${unfilled.what}`)
    : (proxyNotConsented(connection, read.object, proxy) ?? proxy);
}

/** What is no user name or password is not shown to a proxy either. */
function unfilledIn(credentials: Record<string, string | undefined>): { key: string; what: string } | undefined {
  const given = Object.entries(credentials).flatMap(([key, text]) =>
    text === undefined ? [] : [[key, text] as const],
  );
  const [problem] = unfitKeys(Object.fromEntries(given));
  return problem && { key: problem.at.slice('secret.'.length), what: problem.what };
}
