import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';

/**
 * Who may speak to the server: the one browser that was given its address. Loopback is no protection by itself: other
 * people of the machine reach the port as well, and so does every page in the browser, by a name that points to 127.0.0.1.
 */
export class Access {
  /** Where the page is: `http://127.0.0.1:PORT`, known once the server listens. */
  origin = '';
  #key: string | undefined;
  readonly #session = randomBytes(32).toString('base64url');

  /** A new address for one use; the one before is void. */
  address(): string {
    this.#key = randomBytes(32).toString('base64url');
    return `${this.origin}/enter?key=${this.#key}`;
  }

  /** Refuses whatever another page, another name or another person sends. */
  readonly guard: MiddlewareHandler = async (context, next) => {
    const refused = this.#refused(context);
    if (refused) return context.text(refused.why, refused.status);
    return next();
  };

  /** Takes the one-time key in exchange for a cookie. */
  readonly enter = (context: Context): Response => {
    // A browser that looks ahead must not use the key up.
    if (/prefetch|prerender/i.test(context.req.header('sec-purpose') ?? '')) return context.body(null, 204);
    const isRight = this.#key !== undefined && isSame(context.req.query('key') ?? '', this.#key);
    if (!isRight)
      return context.text('This address is used up or wrong. Press Enter in the terminal for a new one.', 403);
    this.#key = undefined;
    setCookie(context, this.#cookie, this.#session, { httpOnly: true, sameSite: 'Strict', path: '/' });
    return context.redirect('/', 303);
  };

  get #cookie(): string {
    // Browsers share cookies between the ports of a host.
    return `connection-console-${new URL(this.origin).port}`;
  }

  #refused(context: Context): { why: string; status: 401 | 403 | 421 } | undefined {
    const { req } = context;
    if (req.header('host') !== new URL(this.origin).host) return { why: 'Unknown host.', status: 421 };
    const isRead = req.method === 'GET' || req.method === 'HEAD';
    const origin = req.header('origin');
    if (isRead ? origin !== undefined && origin !== this.origin : origin !== this.origin)
      return { why: 'Another origin.', status: 403 };
    const isEntrance = req.path === '/enter';
    const site = req.header('sec-fetch-site') ?? 'none';
    if (!isEntrance && site !== 'same-origin' && site !== 'none') return { why: 'Another site.', status: 403 };
    if (!isRead && !req.header('content-type')?.startsWith('application/json'))
      return { why: 'Not JSON.', status: 403 };
    if (isEntrance || isSame(getCookie(context, this.#cookie) ?? '', this.#session)) return undefined;
    return { why: 'Open the address that the terminal shows.', status: 401 };
  }
}

function isSame(given: string, wanted: string): boolean {
  const [a, b] = [given, wanted].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
