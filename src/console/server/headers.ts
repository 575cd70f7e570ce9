import type { MiddlewareHandler } from 'hono';

const fixed = {
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Nothing but the page's own files runs, is shown or is spoken to. @param nonce - of the one script and its styles */
export function contentPolicy(nonce: string): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `font-src 'self'`,
    `img-src 'self'`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** On every answer; one that is not the page gets a policy that allows nothing at all. */
export const protectiveHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(fixed)) context.header(name, value);
  if (!context.res.headers.has('content-security-policy'))
    context.header('content-security-policy', `default-src 'none'; frame-ancestors 'none'`);
};
