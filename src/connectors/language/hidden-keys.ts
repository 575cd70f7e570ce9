import type { PlatformMethod, PlatformSpec } from '../../api/platform.gen.ts';
import { secretKeysIn } from './secret-use.ts';

type Properties = Readonly<Record<string, unknown>>;

const assumed = new WeakMap<PlatformMethod, ReadonlySet<string>>();

/**
 * A method whose keys of the Secret are hidden, as far as it does not say otherwise: by `writeOnly: false`, or by using a
 * key as the name that stands beside a password, as a client's id, or in what a certificate or a token says openly.
 * @param methods - all of the Platform: one that detects how to sign in uses the keys of the others
 */
export function withHiddenKeys(method: PlatformMethod, methods: PlatformSpec['methods']): PlatformMethod {
  const { secret, detect } = method;
  const properties = (secret?.['properties'] ?? {}) as Properties;
  const names = namesOf(detect ? methods : [method]);
  const unsaid = Object.entries(properties).flatMap(([key, schema]) =>
    names.has(key) || !isUnsaid(schema) ? [] : [[key, { ...schema, writeOnly: true }] as const],
  );
  if (unsaid.length === 0) return method;
  const hidden = { ...properties, ...Object.fromEntries(unsaid) };
  const found = { ...method, secret: { ...secret, properties: hidden } };
  assumed.set(found, new Set(unsaid.map(([key]) => key)));
  return found;
}

/** Whether a key is hidden because nothing says that everybody may see it. */
export function isAssumedHidden(key: string, method: PlatformMethod): boolean {
  return assumed.get(method)?.has(key) ?? false;
}

function isUnsaid(schema: unknown): schema is object {
  return typeof schema === 'object' && schema !== null && !Object.hasOwn(schema, 'writeOnly');
}

/** Keys of which the grammar says that they name somebody. What is shown as a secret as well is none. */
function namesOf(methods: readonly PlatformMethod[]): Set<string> {
  const credentials = methods.flatMap(({ credential }) => credential ?? []);
  const steps = methods.flatMap(({ signIn = [] }) => signIn);
  const accounts = credentials.flatMap(({ basic, digest, ntlm }) => basic ?? digest ?? ntlm ?? []);
  const tokens = steps.flatMap(({ oauth2 }) => oauth2 ?? []);
  const signatures = steps.flatMap(({ sign }) => sign ?? []);
  // With nothing of the Secret as its password, what stands as the user name is the key itself.
  const named = accounts.filter(({ password }) => secretKeysIn(password).length > 0);
  const names = secretKeysIn([
    named.map((account) => [account.username, 'domain' in account && account.domain]),
    tokens.map(({ username, clientId }) => [username, clientId]),
    signatures.map(({ keyId, certificate, claims }) => [keyId, certificate, claims]),
  ]);
  const secrets = new Set(
    secretKeysIn([
      credentials.map(({ bearer, query }) => [bearer, query]),
      accounts.map(({ password }) => password),
      tokens.map(({ password, clientSecret, refreshToken, assertion }) => [
        password,
        clientSecret,
        refreshToken,
        assertion,
      ]),
      signatures.map(({ key, passphrase }) => [key, passphrase]),
    ]),
  );
  return new Set(names.filter((key) => !secrets.has(key)));
}
