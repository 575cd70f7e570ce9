import { createHash } from 'node:crypto';
import { hiddenValues, isHiddenKey, planConnection, type Plan, type Platform } from '../../src/connectors/index.ts';
import type { PlatformCase } from '../platforms/case.ts';
import type { Canary } from './canary.ts';
import { secretBytes, testNow } from './test-context.ts';

/** A good credential of a method, each value of which is found wherever it comes out. */
export interface Bait {
  platform: string;
  method: string;
  config: Record<string, unknown>;
  secret: Record<string, string>;
  identityToken?: string;
  /** Whether a sign-in comes before what is asked. */
  signsIn: boolean;
  canaries: Canary[];
}

/** Longer values are files: a part of one is looked for, away from the words with which all of them begin. */
const longest = 64;
/** Shorter ones are ordinary words. */
const leastLength = 12;

/** A bait for each method of a platform, after its own case of a good credential. */
export async function baitsOf(platform: Platform, cases: readonly PlatformCase[]): Promise<Bait[]> {
  const baits: Bait[] = [];
  for (const { name } of platform.spec.methods) {
    const good = cases.find(({ kind, method }) => kind === 'connected' && method === name);
    const bait = good && (baitOf(platform, good) ?? baitOf(platform, await withItsAddress(good)));
    if (!bait) throw new Error(`${platform.name} ${name} has no case of a good credential`);
    baits.push(bait);
  }
  return baits;
}

/** Some platforms know their address only once they run. */
async function withItsAddress(each: PlatformCase): Promise<PlatformCase> {
  const up = await each.start?.();
  await up?.stop();
  return { ...each, config: { ...each.config, ...up?.config } };
}

/** The case's own Secret with unique values that the method takes as well, where the format leaves a choice. */
function baitOf(platform: Platform, each: PlatformCase): Bait | undefined {
  const { method, config = {}, identityToken } = each;
  const id = `${platform.name} ${method}`;
  let secret = each.secret ?? {};
  for (const [key, value] of Object.entries(secret)) {
    const found = candidates(value, `${id} ${key}`).find((other) =>
      planOf(platform, each, { ...secret, [key]: other }),
    );
    if (found !== undefined) secret = { ...secret, [key]: found };
  }
  const plan = planOf(platform, each, secret);
  if (!plan) return undefined;
  return {
    platform: platform.name,
    method,
    config,
    secret,
    signsIn: (plan.method.signIn ?? []).length > 0,
    canaries: [...canariesOf(plan, secret, id), ...tokenCanaries(identityToken, id)],
    ...(identityToken === undefined ? {} : { identityToken }),
  };
}

function planOf(platform: Platform, each: PlatformCase, secret: Record<string, string>): Plan | undefined {
  const { method, config, requires, identityToken } = each;
  const serviceAccountName = identityToken === undefined ? undefined : 'migration-bot';
  const input = { platform, method, config, secret: secretBytes(secret), serviceAccountName, requires, now: testNow };
  const planned = planConnection(input);
  return 'plan' in planned ? planned.plan : undefined;
}

function tokenCanaries(token: string | undefined, name: string): Canary[] {
  return token === undefined ? [] : [{ name: `${name} token`, value: token.slice(-40) }];
}

/** From the hardest to recognize to what is like the value that is known to be good. */
function candidates(value: string, id: string): string[] {
  if (value.length > 2 * longest || /^\s*[{<]|-----BEGIN/.test(value)) return [];
  const chance = chanceOf(id, 64);
  const [one, two] = [chance.slice(0, 13), chance.slice(13, 26)];
  const prefix = /^.*[-_.:]/.exec(value)?.[0] ?? '';
  return [
    `${one}"\\+/ %ü&${two}`,
    `${one}+/&=${two}`,
    `${one}${two}`,
    ...(prefix ? [`${prefix}${one}${two}`] : []),
    likeIt(value, id, 0),
    likeIt(value, id, Math.ceil(value.length / 2)),
  ];
}

const alphabets = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Another value of the same shape from a place on: digits stay digits, hexadecimal letters stay that. */
function likeIt(value: string, id: string, from: number): string {
  const digest = createHash('sha512').update(id).digest();
  const other = (text: string, at: number): string => {
    const alphabet = alphabets.find((one) => one.includes(text));
    if (alphabet === undefined || at < from) return text;
    return alphabet[(alphabet.indexOf(text) + 1 + digest[at % digest.length]!) % alphabet.length]!;
  };
  return value.split('').map(other).join('');
}

function chanceOf(id: string, length: number): string {
  return createHash('sha512').update(id).digest('base64url').replaceAll(/[-_]/g, 'x').slice(0, length);
}

/** What of the cases' own values must not come out. */
export function canariesOfCases({ name, spec }: Platform, cases: readonly PlatformCase[]): Canary[] {
  return cases.flatMap(({ method, secret = {} }) => {
    const its = spec.methods.find((one) => one.name === method);
    const hidden = Object.entries(secret).filter(([key]) => its && isHiddenKey(key, its));
    const parts = hidden.flatMap(([, value]) => partsOf(value)).filter((value) => value.length >= leastLength);
    return parts.map((value) => ({ name: `${name} ${method}`, value, worded: true }));
  });
}

function canariesOf(plan: Plan, secret: Record<string, string>, id: string): Canary[] {
  const shown = Object.entries(secret).filter(([key]) => !isHiddenKey(key, plan.method));
  const open = JSON.stringify([plan.config, shown, plan.platform.spec]);
  const hidden = hiddenValues(plan).filter((value) => !open.includes(value));
  return [
    ...hidden.flatMap((value) => partsOf(value)).map((value) => ({ name: id, value })),
    ...shown.flatMap(([key, value]) =>
      partsOf(value).map((part) => ({ name: `${id} ${key}`, value: part, open: true })),
    ),
  ].filter(({ value }) => value.length >= leastLength);
}

/** The value, or unique parts of a file. */
function partsOf(value: string): string[] {
  if (value.length <= longest) return [value];
  const runs = value.replaceAll('\\n', '\n').match(/[A-Za-z0-9+/_-]{40,}/g) ?? [];
  const own = runs.length > 2 ? runs.slice(2) : runs;
  return own.length === 0 ? [value.slice(-40)] : own.slice(0, 2).map((run) => run.slice(-40));
}
