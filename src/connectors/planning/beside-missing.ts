import type { Problem } from '../../api/problems.ts';
import type { Failure } from '../failure.ts';
import type { PlatformMethod } from '../platform.ts';
import { checkInput, distinct, wrong, type Draft, type Wrong } from './check.ts';
import { fits, type TextSchema } from './fits.ts';
import type { JsonSchema } from './schema.ts';
import { propertyAt, type Property } from './schema-hint.ts';

/** Whatever is wrong at first may hide something else that is; then it is left at that. */
const rounds = 3;
/** Each round checks the whole input once more while everybody waits; nobody enters so much by hand. */
const mostProblems = 8;
const mostValues = 50;

/**
 * Adds what a driver says of values that are there to what the schemas say of others: they can be read only as a whole, so
 * examples stand in for what is missing or wrong.
 * @param inspect - what the driver says of a whole input, each problem with its place
 * @example `\\fs01\data` as host and no share: says that share is missing, and that the host is to be written alone
 */
export function besideMissing(told: Wrong, draft: Draft, inspect: (draft: Draft) => Failure | undefined): Wrong {
  if (told.problems.length > mostProblems || sizeOf(draft) > mostValues) return told;
  const whole = completedByExamples(draft, told.problems);
  if (!whole) return told;
  const places = new Set(told.problems.map(({ at }) => nameIn(at)));
  const more = (inspect(whole)?.problems ?? []).filter(({ at }) => !places.has(nameIn(at)) && isGiven(at, draft));
  return more.length === 0 ? told : { ...told, ...wrong(told.reason, distinct([...told.problems, ...more])) };
}

const sizeOf = ({ config, secret }: Draft) => Object.keys(config).length + Object.keys(secret).length;

function completedByExamples(draft: Draft, problems: readonly Problem[]): Draft | undefined {
  const whole: Draft = { ...draft, broken: [], config: structuredClone(draft.config), secret: { ...draft.secret } };
  let wrongs = problems;
  for (let round = 0; round < rounds; round += 1) {
    for (const { at } of wrongs) standIn(whole, at);
    wrongs = checkInput(whole)?.problems ?? [];
    if (wrongs.length === 0) return whole;
  }
  return undefined;
}

/** Puts the example of the schema in the place of a value, or takes away what has none. */
function standIn({ platform, method, config, secret }: Draft, at: string): void {
  const name = nameIn(at);
  const [room, example] = at.startsWith('secret.')
    ? [secret, keyFor(name, method)]
    : [config, exampleIn([platform.spec.config, method.config], name)];
  if (example === undefined) delete room[name];
  else room[name] = example;
}

function exampleIn(schemas: readonly (JsonSchema | undefined)[], name: string): unknown {
  const known = schemas.filter((schema) => schema !== undefined);
  const found: (Property & { enum?: unknown[] }) | undefined = propertyAt(known, name);
  return found?.examples?.[0] ?? found?.enum?.[0];
}

/** No example where any text will do: with a domain or an account in it, it would contradict a setting. */
function keyFor(name: string, { secret, unpack = [] }: PlatformMethod): unknown {
  if (unpack.some(({ key }) => key === name)) return undefined;
  const property = (secret?.['properties'] as Record<string, TextSchema> | undefined)?.[name];
  if (!property) return undefined;
  return property.pattern === undefined || fits('example', property) ? 'example' : exampleIn([secret], name);
}

/** `algorithms` of `spec.config.algorithms.kex[0]` */
const nameIn = (at: string) => at.replace(/^(spec\.config|secret)\./, '').split(/[.[]/)[0]!;

function isGiven(at: string, { config, secret }: Draft): boolean {
  return Object.hasOwn(at.startsWith('secret.') ? secret : config, nameIn(at));
}
