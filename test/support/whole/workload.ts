import type { ConnectionSpec } from '../../../src/api/connection.gen.ts';
import { planConnection, registry } from '../../../src/connectors/index.ts';
import type { Bait } from '../canary-secrets.ts';
import { inputsOf } from '../hard-inputs.ts';
import { hardStrings } from '../hard-strings.ts';
import { secretBytes, testNow } from '../test-context.ts';

/** A Connection and its Secret, as a tenant writes them. */
export interface Written {
  spec: Partial<ConnectionSpec>;
  secret: Readonly<Record<string, string>>;
}

/** The CA of the hostile server and a ServiceAccount are in every namespace, by these names. */
export const [authority, account] = ['ca', 'bot'];

/** Good credentials for the hostile server, each one another: a credential that was refused is held. */
export function* tested(baits: readonly Bait[], each: number): Generator<Written> {
  for (let turn = 0; turn < each; turn += 1) {
    for (const bait of baits) {
      const { platform, method, config, identityToken } = bait;
      const secret = varied(bait, turn);
      const spec = {
        platform,
        method,
        config,
        tls: { caRef: { name: authority } },
        ...(identityToken === undefined ? {} : { serviceAccountName: account }),
        test: { timeout: '5s' },
      };
      yield { spec, secret };
    }
  }
}

const sizes = [60_000, 1_000_000];

/** Hard text in each setting and each key, in turn; `every` for one place of so many. */
export function* hardInputs(every: number, kindsEach: number): Generator<Written> {
  let place = 0;
  for (const platform of registry.values()) {
    if (platform.spec.retired) continue;
    for (const [index] of [...inputsOf(platform, '')].entries()) {
      place += 1;
      if (place % every !== 0) continue;
      for (let turn = 0; turn < kindsEach; turn += 1)
        yield hardInput(platform, index, place + turn * sizes.length + turn);
    }
  }
}

function hardInput(platform: Parameters<typeof inputsOf>[0], index: number, turn: number): Written {
  const texts = Object.values(hardStrings(sizes[turn % sizes.length]!));
  const text = storable(texts[Math.floor(turn / sizes.length) % texts.length]!);
  const [, { config, method, secret = {} }] = [...inputsOf(platform, text)][index]!;
  const values = Object.entries(secret).map(([key, value]) => [key, Buffer.from(value).toString('utf8')]);
  return {
    spec: { platform: platform.name, ...(config && { config }), ...(method === undefined ? {} : { method }) },
    secret: Object.fromEntries(values) as Record<string, string>,
  };
}

/** As much of it as an API server stores, in which a newline and a quotation mark are two characters. */
function storable(text: string): string {
  return JSON.stringify(text).length > 1_100_000 ? text.slice(text.length / 2) : text;
}

/** The same Secret with other values, where the method takes them. */
function varied(bait: Bait, turn: number): Record<string, string> {
  const all = Object.fromEntries(Object.entries(bait.secret).map(([key, value]) => [key, other(value, turn)]));
  if (isTaken(bait, all)) return all;
  let secret = bait.secret;
  for (const [key, value] of Object.entries(all)) {
    const next = { ...secret, [key]: value };
    if (isTaken(bait, next)) secret = next;
  }
  return secret;
}

function isTaken({ platform, method, config, identityToken }: Bait, secret: Record<string, string>): boolean {
  const its = registry.get(platform)!;
  const serviceAccountName = identityToken === undefined ? undefined : account;
  const input = { platform: its, method, config, serviceAccountName, secret: secretBytes(secret) };
  return 'plan' in planConnection({ ...input, uid: 'u', now: testNow });
}

/** With the number of the turn at its end, in the letters that are there: digits stay digits, the rest is hexadecimal. */
function other(value: string, turn: number): string {
  if (value.length > 200 || /^\s*[{<]|-----BEGIN/.test(value)) return value;
  const digits = String(turn).padStart(4, '0').split('');
  return value
    .split('')
    .map((letter, at) => (/[0-9a-f]/i.test(letter) ? (digits[at - value.length + digits.length] ?? letter) : letter))
    .join('');
}
