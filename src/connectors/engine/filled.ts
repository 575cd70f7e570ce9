import type { Scope } from './template.ts';

/** The entries whose templates yield something. */
export function filled(
  templates: Readonly<Record<string, string>> | undefined,
  scope: Scope,
  renderOne: (template: string, scope: Scope) => string | undefined,
): [string, string][] {
  return Object.entries(templates ?? {}).flatMap(([name, template]) => {
    const value = renderOne(template, scope);
    return value === undefined || value === '' ? [] : [[name, value] as [string, string]];
  });
}
