import type { Problem } from '../../api/problems.ts';
import type { PlatformSpec } from '../platform.ts';
import { wrong, type Entered, type Wrong } from './check.ts';
import { consideredKeys, settingsExcess, valueExcess } from './gate.ts';
import { chooseMethod } from './method.ts';
import { decodeSecret } from './secret-values.ts';
import { unpack } from './unpack.ts';

interface Input {
  config?: Readonly<Record<string, unknown>> | undefined;
  method?: string | undefined;
  secret?: Readonly<Record<string, Uint8Array>> | undefined;
  serviceAccountName?: string | undefined;
}

/** Takes settings and Secret in, after their sizes: what comes later works on all of them. */
export function readInput(input: Input, spec: PlatformSpec): Entered | { refused: Wrong } {
  const large = settingsExcess(input.config);
  if (large) return { refused: wrong('InvalidConfiguration', [large]) };
  const considered = consideredKeys(input.secret ?? {}, spec);
  if ('problem' in considered) return { refused: wrong('SecretInvalid', [considered.problem]) };
  const { values: secret, broken } = decodeSecret(considered.keys);
  const { method, refused } = chooseMethod(spec, {
    named: input.method,
    keys: Object.keys(secret),
    identity: input.serviceAccountName !== undefined,
    settings: Object.keys(input.config ?? {}),
  });
  if (!method) return { refused };
  const long = valueExcess(secret, method);
  if (long.length > 0) return { refused: wrong('SecretInvalid', long) };
  const config = structuredClone({ ...input.config });
  const { problems, settings: fromFile } = unpack(method.unpack, { config, secret });
  const given = input.secret && Object.keys(considered.keys);
  return { method, config, secret, given, fromFile, broken: distinct([...broken, ...problems]) };
}

function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [`${problem.at} ${problem.what}`, problem])).values()];
}
