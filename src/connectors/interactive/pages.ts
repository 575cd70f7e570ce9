/** A page that the browser ends on: no script, nothing from elsewhere, and never a secret. */
export interface ResultPage {
  status: number;
  title: string;
  text: string;
}

export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
};

const style =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:34em;margin:15vh auto;padding:0 1em;color-scheme:light dark}';

export function htmlOf({ title, text }: ResultPage): string {
  const [heading, body] = [escaped(title), escaped(text)];
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${heading}</title><style>${style}</style><main><h1>${heading}</h1><p>${body}</p></main></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
