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

const style = [
  'body{font:16px/1.5 system-ui,sans-serif;margin:0;min-height:100vh;display:grid;place-items:center;color-scheme:light dark;background:light-dark(#f6f6f4,#101113);color:light-dark(#16171a,#ececee)}',
  'main{box-sizing:border-box;width:min(30rem,calc(100vw - 2rem));padding:2rem;background:light-dark(#fff,#17181b);border:1px solid light-dark(#e2e2de,#2b2d31);border-radius:14px}',
  'h1{font-size:22px;line-height:1.3;margin:1rem 0 .5rem;overflow-wrap:anywhere}p{margin:0;color:light-dark(#55575c,#a9abb1);overflow-wrap:anywhere}',
  'svg{display:block}.good{color:light-dark(#0d6b3d,#5fd39a)}.bad{color:light-dark(#a81e1e,#ff9189)}',
].join('');

/** Shape and colour; the heading says it in words. */
const marks = { good: 'M10 17l5 5 9-11', bad: 'M11 11l10 10M21 11L11 21' } as const;

export function htmlOf({ status, title, text }: ResultPage): string {
  const [heading, body] = [escaped(title), escaped(text)];
  const kind = status < 400 ? 'good' : 'bad';
  const mark = `<svg class="${kind}" width="32" height="32" viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><circle cx="16" cy="16" r="14.5"/><path d="${marks[kind]}"/></svg>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${heading}</title><style>${style}</style><main>${mark}<h1>${heading}</h1><p>${body}</p></main></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
