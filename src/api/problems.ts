/** Something that is wrong with what a person entered: what the condition, a command and a form each show in their way. */
export interface Problem {
  /** Where: `spec.config.url`, `spec.secretRef`, `spec.method`, `secret.KEY` for a key of the Secret, `secret` for all of it. */
  at: string;
  kind: 'missing' | 'unknown' | 'invalid';
  /** The rest of a sentence that begins with the place: `is missing`, `contains a space`. It never holds a secret. */
  what: string;
  /** What to write instead, as `write https://files.example.com`. */
  fix?: string;
  /** What belongs there: title, form, an example. */
  hint?: string;
}

const mostShown = 20;

/**
 * A problem as a sentence without its full stop.
 * @param secretName - of the Secret whose keys are meant
 * @example sentenceOf({ at: 'secret.password', kind: 'missing', what: 'is missing' }, 'finance-box')
 * // → 'key `password` of Secret `finance-box` is missing'
 */
export function sentenceOf({ at, what, fix, hint }: Problem, secretName?: string): string {
  const rest = [what, ...(fix === undefined ? [] : [`: ${fix}`]), ...(hint === undefined ? [] : [` (${hint})`])];
  return `${placeOf(at, secretName)} ${rest.join('')}`;
}

/** All of them as one text. */
export function sentencesOf(problems: readonly Problem[], secretName?: string): string {
  const shown = problems.slice(0, mostShown).map((problem) => sentenceOf(problem, secretName));
  const more = problems.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function placeOf(at: string, secretName: string | undefined): string {
  if (!/^secret(\.|$)/.test(at)) return at;
  const secret = secretName === undefined ? 'the Secret' : `Secret \`${secretName}\``;
  if (at === 'secret') return secret;
  return `key \`${at.slice('secret.'.length)}\` of ${secret}`;
}
