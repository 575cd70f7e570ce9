import type { PlatformSpec } from '../../api/platform.gen.ts';
import type { Problems } from './problem.ts';
import { listOf, objectOf, referred } from './schema-keys.ts';
import { parseTemplate, type TemplatePart } from './template.ts';
import { isHost, isWebAddress } from './template-url.ts';

interface Address {
  url: string;
  path: string;
}

/** Addresses that no value of the setting could make: `https://{{config.url}}` of one that is an address already. */
export function checkAddresses(addresses: readonly Address[], spec: PlatformSpec, problems: Problems): void {
  const said = new Set<string>();
  for (const { url, path } of addresses) {
    if (problems.isWrong(path)) continue;
    const wrong = whyWrong(url, spec);
    // One setting is wrong in the same way wherever it stands.
    if (!wrong || said.has(wrong.what)) continue;
    said.add(wrong.what);
    problems.add('TemplateInvalid', path, wrong.what, { hint: wrong.hint });
  }
}

function whyWrong(url: string, spec: PlatformSpec): { what: string; hint: string } | undefined {
  const [first, second, third] = parseTemplate(url);
  if (first && 'path' in first) {
    const name = first.path.join('.');
    const next = literalOf(second);
    if (/^[^/?#]/.test(next)) return { what: 'a path begins with `/`', hint: `Write \`{{${name}}}/${next}…\`.` };
    const example = unfit(first.path, spec, isWebAddress);
    if (example === undefined) return undefined;
    return { what: `\`${name}\` is no address: it is like \`${example}\``, hint: `Write \`https://{{${name}}}\`.` };
  }
  if (!second || !('path' in second) || !/^https?:\/\/$/i.test(literalOf(first))) return undefined;
  const name = second.path.join('.');
  const example = unfit(second.path, spec, isHost);
  if (example === undefined) return undefined;
  const what = `\`${name}\` is an address, not a host: it is like \`${example}\``;
  return { what, hint: `Write \`{{${name}}}${literalOf(third)}\`.` };
}

function literalOf(part: TemplatePart | undefined): string {
  return part && 'literal' in part ? part.literal : '';
}

/** The first example of a setting, if none of them can stand there. */
function unfit(
  [root, key = '']: readonly string[],
  spec: PlatformSpec,
  fits: (value: string) => boolean,
): string | undefined {
  if (root !== 'config') return undefined;
  const property = objectOf(objectOf(objectOf(spec.config)['properties'])[key]);
  const { examples, default: usual } = { ...objectOf(referred(property['$ref'], spec)), ...property };
  const values = [...listOf(examples), usual].filter((value) => typeof value === 'string');
  return values.some(fits) ? undefined : values[0];
}
