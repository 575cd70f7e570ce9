import type { Remote } from './remote.ts';

/**
 * A remote as a section of rclone.conf. The parser of rclone takes line breaks, outer spaces, quotes and `%(name)s` for its
 * own: a value is quoted where it must be.
 * @throws Error for a value that the file cannot hold
 */
export function sectionOf(name: string, { type, options }: Remote): string {
  const lines = Object.entries({ type, ...options }).flatMap(([option, value]) =>
    value === undefined ? [] : [`${option} = ${written(option, value)}`],
  );
  return `[${name}]\n${lines.join('\n')}\n`;
}

function written(option: string, value: string): string {
  if (/[\r\n]/.test(value)) throw new Error(`${option} has a line break, which rclone.conf cannot hold`);
  if (/%\([^)]+\)s/.test(value)) throw new Error(`${option} has %(…)s, which rclone takes for a reference`);
  if (!/^[`"\s]|\s$/.test(value)) return value;
  if (!value.includes('`')) return `\`${value}\``;
  if (!value.includes('"""')) return `"""${value}"""`;
  throw new Error(`${option} begins or ends with a character that rclone.conf cannot hold`);
}
