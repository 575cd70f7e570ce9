import type { PlatformSpec } from '../../api/platform.gen.ts';
import { parseTemplate } from '../language/template.ts';
import { definitionsOf } from './define.ts';

const known = new WeakMap<object, readonly (readonly string[])[]>();

/** What the templates in a part of a Platform name, for example `['config', 'url']`. */
export function templateNames(part: object): readonly (readonly string[])[] {
  const before = known.get(part);
  if (before) return before;
  const found = textsIn(part).flatMap((text) =>
    text.includes('{{') ? parseTemplate(text).flatMap((piece) => ('path' in piece ? [piece.path] : [])) : [],
  );
  known.set(part, found);
  return found;
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** Whether a template shows a value of the Secret, a ServiceAccount's token, or what one of these steps has signed. */
export function showsSecret(part: object, signed: ReadonlySet<string>): boolean {
  return templateNames(part).some(([root = '']) => root === 'secret' || root === 'serviceAccount' || signed.has(root));
}

/** Whether a request asks for `spec.requires.path`, itself or by a name that is made from it. */
export function asksForPath(request: object, spec: PlatformSpec): boolean {
  const made = new Set<string>();
  for (const { name, source } of definitionsOf(spec)) {
    const words = source.match(/[\w.]+/g) ?? [];
    if (words.some((word) => word === 'requires.path' || made.has(word.split('.')[0] ?? ''))) made.add(name);
  }
  return templateNames(request).some(([root = '', key]) => (root === 'requires' && key === 'path') || made.has(root));
}
