import type { Problem } from '../../api/problems.ts';
import { hasSameWords, nearest } from '../language/suggest.ts';
import type { Platform, PlatformMethod, PlatformSpec } from '../platform.ts';
import { knownKeys } from './gate.ts';
import { isName } from './key-words.ts';
import { sameMeaning } from './same-meaning.ts';
import type { Property } from './schema-hint.ts';
import { opened } from './unpack.ts';

const most = 5;

/** Keys of the Secret that a method does not know: one of them is probably the missing one by another name. */
export function strangeKeys(method: PlatformMethod, given: readonly string[]): string[] {
  const known = new Set(knownKeys(method));
  return given.filter((key) => !known.has(key)).slice(0, most);
}

/**
 * Those that are names, or slips of names that the method has. Any other may be the credential itself, under which
 * somebody put its name, and is repeated nowhere.
 */
export function shownOf(keys: readonly string[], method: PlatformMethod): string[] {
  const known = knownKeys(method);
  return keys.filter((key) => {
    const meant = nearest(key, known);
    // Not one that is longer than a slip: what holds the word `password` may hold a password too.
    return isName(key) || (meant !== undefined && key.length <= meant.length + 2);
  });
}

/** The one of some names of the method that a key is probably meant for. */
export function nameFor(key: string, names: readonly string[], method: PlatformMethod): string | undefined {
  if (isFileName(key)) return nearest(key, filesOf(names, method));
  return (
    nearest(key, names) ?? names.find((name) => hasSameWords(titleOf(name, method), key)) ?? sameMeaning(key, names)
  );
}

/** The one of some strange keys that is probably meant for a name of the method. */
export function keyFor(name: string, strange: readonly string[], method: PlatformMethod): string | undefined {
  const isFile = filesOf([name], method).length > 0;
  const keys = strange.filter((key) => isFile || !isFileName(key));
  return nearest(name, keys) ?? keys.find((key) => hasSameWords(titleOf(name, method), key)) ?? sameMeaning(name, keys);
}

/** One word for a credential that is a text, one for a key: what is called by the other word is something else. */
const kinds = [/(token|secret|password|passwd|pwd|pass|pat|value)$/, /(key|pem|rsa)\d?$/];

/**
 * The only strange key, for the only key that is missing, where both are called a credential of one kind: a client secret
 * is a password at one tool, and a token at another.
 */
export function lastLeft(name: string, given: readonly string[], method: PlatformMethod): string | undefined {
  const open = knownKeys(method).filter((known) => !given.includes(known));
  const [key = '', ...more] = strangeKeys(method, given).filter((one) => nameFor(one, open, method) === undefined);
  const bare = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  const isSameKind = kinds.some((kind) => kind.test(bare(name)) && kind.test(bare(key)));
  return more.length === 0 && isSameKind && isName(key) && !isFileName(key) ? key : undefined;
}

const filesOf = (names: readonly string[], { unpack = [] }: PlatformMethod) =>
  names.filter((name) => unpack.some(({ key }) => key === name));

/** A whole file is not one value by another name. */
const isFileName = (key: string) => /\.(json|ya?ml|env|txt|ini|conf|properties|p12|pfx|jks)$/i.test(key);

/** The vendor's word for it, which may be another than the one that is the same on all platforms. */
function titleOf(name: string, { secret }: PlatformMethod): string {
  const properties = (secret?.['properties'] ?? {}) as Record<string, Property>;
  return properties[name]?.title ?? name;
}

/** What was entered for a method. */
interface Draft {
  platform: Pick<Platform, 'spec'>;
  method: PlatformMethod;
  config: Readonly<Record<string, unknown>>;
  /** Keys that the Secret has. */
  given: readonly string[] | undefined;
}

interface Stranger {
  /** A key that is optional by another name, or a setting: worth saying whatever else is wrong. */
  slips: Problem[];
  /** Keys without a likely meaning: they explain only that something is missing. */
  others: Problem[];
}

/** What the keys of a Secret are that a method does not know; not of those that are proposed for a missing key. */
export function strangers(draft: Draft, missing: readonly string[]): Stranger {
  const { method, given = [] } = draft;
  const strange = strangeKeys(method, given);
  const shown = shownOf(strange, method);
  const [lacking, ...more] = missing;
  const last = lacking !== undefined && more.length === 0 ? lastLeft(lacking, given, method) : undefined;
  const unexplained = shown.filter((key) => key !== last && nameFor(key, missing, method) === undefined);
  const told = unexplained.map((key): Problem => {
    const fix = fixOf(key, draft);
    const what = isPull(key) ? 'is for pulling images, and not a key of' : 'is not a key of';
    return { at: `secret.${key}`, kind: 'unknown', what: `${what} method ${method.name}`, ...(fix && { fix }) };
  });
  const what = `has a key that is not one of method ${method.name}`;
  const unnamed: Problem[] = shown.length < strange.length ? [{ at: 'secret', kind: 'unknown', what }] : [];
  const others = told.filter(({ fix }) => fix === undefined);
  return { slips: told.filter(({ fix }) => fix !== undefined), others: [...others, ...unnamed] };
}

const isPull = (key: string) => /^\.dockerc(fg|onfigjson)$/.test(key);

function fixOf(key: string, { method, platform, config, given = [] }: Draft): string | undefined {
  const meant = nameFor(
    key,
    knownKeys(method).filter((name) => !given.includes(name)),
    method,
  );
  if (meant !== undefined) return `rename it to ${meant}`;
  const settings: Record<string, unknown> = Object.assign(
    {},
    ...[platform.spec.config, method.config].map((schema) => schema?.['properties']),
  );
  const setting = Object.keys(settings).find((name) => hasSameWords(name, key) && settings[name] !== false);
  return setting === undefined || setting in config ? undefined : `put it into spec.config.${setting}`;
}

/**
 * A vendor's file that stands under a name of its own, as `kubectl create secret --from-file=config.json` leaves it, where
 * a method takes just such a file under another.
 */
export function fileElsewhere(spec: PlatformSpec, secret: Readonly<Record<string, string>>): Problem | undefined {
  for (const method of spec.methods) {
    for (const key of strangeKeys(method, Object.keys(secret))) {
      const file = method.unpack?.find((step) => !Object.hasOwn(secret, step.key) && isSuch(step, secret[key] ?? ''));
      if (file === undefined || spec.methods.some((other) => !strangeKeys(other, [key]).includes(key))) continue;
      if (shownOf([key], method).length === 0) {
        const what = 'has a file under a key that is not one of platform';
        return { at: 'secret', kind: 'unknown', what: `${what} ${spec.title}`, fix: `rename that key to ${file.key}` };
      }
      const what = `is not a key of platform ${spec.title}, which takes such a file in \`${file.key}\``;
      return { at: `secret.${key}`, kind: 'unknown', what, fix: `rename it to ${file.key}` };
    }
  }
  return undefined;
}

/** Whether a text is a file of this format that has what is taken from it. */
function isSuch({ format, into }: NonNullable<PlatformMethod['unpack']>[number], text: string): boolean {
  if (format !== 'json' || !text.trimStart().startsWith('{')) return false;
  const parts = opened(format, text);
  if (typeof parts !== 'object' || parts === null) return false;
  return Object.values(into).some((path) => Object.hasOwn(parts, path.split('.')[0]!));
}
