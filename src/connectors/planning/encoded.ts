/** The text that a URL-encoded one stands for; the text itself where it is none. */
export function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The text that base64 stands for; the text itself where it is none, or none that a person could read. */
export function fromBase64(text: string): string {
  const bare = text.replaceAll(/\s/g, '');
  if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(bare) || bare.length % 4 !== 0) return text;
  const inner = Buffer.from(bare, 'base64').toString('utf8').trim();
  return /^[\x20-\x7e]{6,}$/.test(inner) ? inner : text;
}
