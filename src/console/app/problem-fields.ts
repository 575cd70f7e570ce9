import type { Problem } from '../../api/problems.ts';

/** The field that a problem belongs to, as `['config', 'host']`; undefined if it is about the whole. */
export function fieldOf(at: string): readonly ['config' | 'secret', string] | undefined {
  const [, config] = /^spec\.config\.([^.[]+)/.exec(at) ?? [];
  if (config !== undefined) return ['config', config];
  const [, secret] = /^secret\.(.+)$/.exec(at) ?? [];
  return secret === undefined ? undefined : ['secret', secret];
}

/** Id of the element to go to. */
export function elementOf(at: string): string | undefined {
  if (at === 'metadata.name') return 'connection-name';
  if (at === 'metadata.namespace') return 'connection-namespace';
  if (at === 'spec.requires.path') return 'requires-path';
  if (at === 'spec.requires.proof') return 'requires-proof';
  if (at.startsWith('spec.requires')) return 'requires-access';
  const field = fieldOf(at);
  return field && `f_${field.join('_')}`;
}

/**
 * A problem below its field, which need not be named there.
 * @param isOffered - what to write instead is beside it, to be taken
 */
export function wordsFor({ what, fix, kind }: Problem, isOffered = false): string {
  if (kind === 'missing' && what === 'is missing') return 'Enter a value.';
  // The value itself is in the field.
  const flaw = what
    .replace(/^is ".*", which /s, '')
    .replace(/^is ".*"(?=: write |$)/s, 'has more in it than belongs here');
  const advised = fix === undefined ? flaw : `${flaw}: ${fix}`;
  const text = isOffered ? advised.replace(/: write .*$/s, '') : advised;
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}
