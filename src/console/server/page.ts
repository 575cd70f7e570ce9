import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Hono } from 'hono';
import { contentPolicy } from './headers.ts';

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  woff2: 'font/woff2',
};

/** The page and its files. @param folder - what `buildPage` made */
export function pageRoutes(folder: string): Hono {
  const page = new Hono();
  page.get('/assets/:file', async (context) => {
    const { file } = context.req.param();
    const [, ending = ''] = /^[\w-]+\.(css|js|woff2)$/.exec(file) ?? [];
    const content = ending === '' ? undefined : await readFile(join(folder, 'assets', file)).catch(() => undefined);
    if (!content) return context.text('Not found.', 404);
    return context.body(content, 200, { 'content-type': types[ending] ?? '' });
  });
  page.get('/favicon.ico', (context) => context.body(null, 204));
  // Every other address is a view of the page, which reads it itself.
  page.get('*', async (context) => {
    const nonce = randomBytes(18).toString('base64');
    const html = await readFile(join(folder, 'index.html'), 'utf8');
    context.header('content-security-policy', contentPolicy(nonce));
    return context.html(html.replaceAll('{{nonce}}', nonce));
  });
  return page;
}
