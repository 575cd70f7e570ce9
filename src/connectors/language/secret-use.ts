import type { PlatformQuestion } from '../../api/platform.gen.ts';
import { LanguageError } from './language-error.ts';
import { parseTemplate, type TemplatePart } from './template.ts';

type Variable = Extract<TemplatePart, { path: readonly string[] }>;

/** Variables of every string in a value; what is no template has none. */
export function variablesIn(value: unknown): Variable[] {
  if (typeof value === 'string') return variablesOf(value);
  if (value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap(variablesIn);
}

/** Variables of a template; none if it is no template. */
export function variablesOf(template: string): Variable[] {
  try {
    return parseTemplate(template).flatMap((part) => ('path' in part ? [part] : []));
  } catch (error) {
    if (error instanceof LanguageError) return [];
    throw error;
  }
}

const known = new Set(['config', 'requires', 'method', 'test', 'account', 'credential', 'probe']);

/** Whether a variable may hold a secret, or something that was got by one: a key, a service account's token, a result. */
export function isSecret({ path: [root = '', key] }: Variable): boolean {
  return !known.has(root) && key !== undefined;
}

export function showsSecret({ authenticate, request }: PlatformQuestion): boolean {
  return authenticate === true || variablesIn(request).some(isSecret);
}

/** Keys of the Secret that the templates in a value use. */
export function secretKeysIn(value: unknown): string[] {
  return variablesIn(value).flatMap(({ path: [root, key] }) => (root === 'secret' && key !== undefined ? [key] : []));
}
