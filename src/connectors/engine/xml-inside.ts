/**
 * What stands inside the first XML element of that local name, untouched: a signature over it needs every character.
 * @returns '' where there is no such element, or nothing in it
 */
export function insideXml(text: string, name: string): string {
  const local = name.replace(/[^\w.-]/g, '');
  // A tag ends before the next one begins, so that a text full of beginnings is read once and not once for each.
  const opening = new RegExp(`<((?:[\\w.-]+:)?${local.replaceAll('.', '\\.')})(?:\\s(?:[^<>]*[^/<>])?)?>`).exec(text);
  if (!opening) return '';
  const start = opening.index + opening[0].length;
  const end = text.indexOf(`</${opening[1]}>`, start);
  return end === -1 ? '' : text.slice(start, end);
}
