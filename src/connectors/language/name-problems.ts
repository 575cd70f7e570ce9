import { responseNames } from './definitions.ts';
import { didYouMean } from './suggest.ts';
import type { Found } from './walk.ts';

/** What is wrong with a name that is read, and what to write instead. */
export interface Wrong {
  what: string;
  hint?: string | undefined;
  /** Nothing has this name. */
  isUnknown?: boolean;
}

const useSet = 'Use `set` of an earlier step.';

/** A name of the language that is not known where it is read. */
export function tooEarly(found: Found, root: string): Wrong | undefined {
  if (root === 'test' && found.kind !== 'template') return { what: '`test.id` can be read by templates only' };
  if (root === 'credential' && !found.names.includes('K')) return unknownYet(found, root);
  if (root !== 'account' || found.names.includes('A')) return undefined;
  return { what: '`account` is known only in access, probe and signOut' };
}

/** A part of the response. */
export function response(found: Found, root: string, key: string | undefined): Wrong | undefined {
  if (!found.names.includes('R')) return unknownYet(found, root);
  if (root !== 'headers' || key === undefined || key === key.toLowerCase()) return undefined;
  // `contentType` is how a field is written that must not have a `-`.
  const dashed = /[a-z][A-Z]/.test(key) && !key.includes('-') ? key.replace(/([a-z])([A-Z])/g, '$1-$2') : key;
  return { what: `header names are in lower case: \`${dashed.toLowerCase()}\`` };
}

/** The name of a part of the response, for the names that other languages give it. */
export function ofResponse(root: string, key: string | undefined): string | undefined {
  if (['response', 'res', 'resp', 'reply'].includes(root)) {
    const part = key === 'body' || key === 'data' ? 'json' : key;
    return part !== undefined && responseNames.has(part)
      ? `Write \`${part}\` alone.`
      : 'Write `json`, `status`, `headers` or `text` alone.';
  }
  return root === 'body' ? 'Write `json`, or `text` if it is no JSON.' : undefined;
}

function unknownYet(found: Found, root: string): Wrong {
  if (found.step?.field === 'when') {
    return { what: '`when` is decided before the request', hint: useSet };
  }
  if (root === 'credential') return { what: '`credential` is known only after signIn' };
  return { what: `\`${root}\` is known only after the response`, hint: found.names.includes('N') ? useSet : undefined };
}

/** The result of a step in `define`, whose names are worked out from what is entered or from one response. */
export function ofStep(name: string, path: string): Wrong {
  const hint = `It is the name of ${path}. Write the expression there in \`set\`, and read that.`;
  return { what: `\`define\` cannot read the results of a step, and \`${name}\` is one`, hint };
}

export function noField(root: string, key: string, fields: readonly string[]): Wrong {
  const all = fields.map((field) => `\`${root}.${field}\``).join(', ');
  const hint = didYouMean(key, fields);
  return {
    what: `no \`${key}\` in \`${root}\``,
    hint: hint ?? (fields.length === 1 ? `There is only ${all}.` : `There are ${all}.`),
  };
}

export function noResult(root: string, results: ReadonlySet<string>): Wrong {
  return { what: `name a result: ${sets(root, results)}` };
}

export function sets(step: string, results: ReadonlySet<string>): string {
  const all = [...results].map((result) => `\`${result}\``).join(', ');
  return `step \`${step}\` sets ${all === '' ? 'nothing' : all}`;
}

/** A name of `define` that is used before there is what it reads. */
export function notKnownHere(name: string, missing: string): Wrong {
  if (missing === 'R') return { what: `\`${name}\` reads a response and is not known before it`, hint: useSet };
  const root = missing === 'K' ? 'credential' : missing === 'A' ? 'account' : 'probe';
  return { what: `\`${name}\` reads \`${root}\`, which is not known here` };
}
