import type { PlatformSpec } from '../platform.ts';
import { beforeMethod, distinct, misspeltKeys, withSettings, wrong, type Entered, type Wrong } from './check.ts';
import { consideredKeys, knownKeys, settingsExcess, valueExcess } from './gate.ts';
import { inOwnNames } from './kubernetes-keys.ts';
import { chooseMethod } from './method.ts';
import { decodeSecret } from './secret-values.ts';
import { fileElsewhere } from './strange-keys.ts';
import { unfitKeys } from './unfit-keys.ts';
import { unpack } from './unpack.ts';

interface Input {
  config?: Readonly<Record<string, unknown>> | undefined;
  method?: string | undefined;
  secret?: Readonly<Record<string, Uint8Array>> | undefined;
  serviceAccountName?: string | undefined;
}

/** What was entered as far as it could be read, and why it is refused already. */
type Read = { draft: Entered; refused?: Wrong } | { draft?: undefined; refused: Wrong };

/** Takes settings and Secret in, after their sizes: what comes later works on all of them. */
export function readInput(input: Input, spec: PlatformSpec): Read {
  const large = settingsExcess(input.config);
  if (large) return { refused: wrong('InvalidConfiguration', [large]) };
  const considered = consideredKeys(input.secret ?? {}, spec);
  if ('problem' in considered) return { refused: wrong('SecretInvalid', [considered.problem]) };
  const bytes = inOwnNames(considered.keys, spec);
  const { values: secret, broken: notText } = decodeSecret(bytes);
  const elsewhere = fileElsewhere(spec, secret);
  if (elsewhere) return { refused: wrong('SecretKeyMissing', [elsewhere]) };
  const { method, refused } = chooseMethod(spec, {
    named: input.method,
    keys: Object.keys(bytes),
    identity: input.serviceAccountName !== undefined,
    settings: Object.keys(input.config ?? {}),
  });
  if (!method) {
    const isOpen = refused.reason === 'MethodAmbiguous';
    return { refused: isOpen ? beforeMethod(refused, spec, input.config ?? {}) : refused };
  }
  const long = valueExcess(secret, method);
  if (long.length > 0) return { refused: wrong('SecretInvalid', long) };
  const given = input.secret && Object.keys(bytes);
  // What else is kept in the Secret is no matter, and its key may be the credential itself.
  const known = new Set(knownKeys(method).map((key) => `secret.${key}`));
  const broken = notText.filter(({ at }) => known.has(at));
  const config = structuredClone({ ...input.config });
  const unfilled = unfitKeys(pick(secret, knownKeys(method)), method);
  if (unfilled.length > 0) {
    const misspelt = misspeltKeys({ platform: { spec }, method, config: input.config ?? {}, given });
    const problems = [...broken, ...unfilled, ...misspelt];
    return {
      refused: withSettings(wrong('SecretInvalid', problems), spec, config),
      draft: { method, config, secret, given, fromFile: new Set(), broken: [] },
    };
  }
  const { problems, settings: fromFile } = unpack(method.unpack, { config, secret });
  return { draft: { method, config, secret, given, fromFile, broken: distinct([...broken, ...problems]) } };
}

function pick(secret: Readonly<Record<string, string>>, keys: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(secret).filter(([key]) => keys.includes(key)));
}
