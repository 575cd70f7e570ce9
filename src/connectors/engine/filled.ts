import type { Names } from '../language/template.ts';

/** The entries whose templates yield something. */
export function filled(
  templates: Readonly<Record<string, string>> | undefined,
  names: Names,
  renderOne: (template: string, names: Names) => string | undefined,
): [string, string][] {
  return Object.entries(templates ?? {}).flatMap(([name, template]) => {
    const value = renderOne(template, names);
    return value === undefined || value === '' ? [] : [[name, value] as [string, string]];
  });
}
