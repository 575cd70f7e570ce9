import type { PlatformOAuth2 } from '../../api/platform.gen.ts';
import type { Heard } from '../engine/exchange.ts';
import type { Session } from '../engine/session.ts';
import type { Failure } from '../failure.ts';
import { textOf } from '../language/expression.ts';
import { renderText } from '../language/template.ts';

/** The key of the Secret that a refresh token stands in, and that the next one replaces; undefined if it is none. */
export function refreshKey({ refreshToken = '' }: PlatformOAuth2): string | undefined {
  return /^\{\{secret\.([\w.-]+)\}\}$/.exec(refreshToken)?.[1];
}

/** One renewal: the new refresh token is stored before anything else, be the response good for us or not. */
export class Refresh {
  readonly #oauth2: PlatformOAuth2;
  readonly #session: Session;
  /** A platform that rotates refresh tokens has killed the old one by the time it responds. */
  readonly #rotates: boolean;

  constructor(oauth2: PlatformOAuth2, session: Session) {
    this.#oauth2 = oauth2;
    this.#session = session;
    this.#rotates = oauth2.rotates ?? true;
  }

  /** @returns why the token must not be sent. */
  async begin(): Promise<Failure | undefined> {
    return this.#rotates ? this.#session.context.beforeRefresh?.() : undefined;
  }

  /** @returns why the new token is lost. */
  async keep({ response, bindings }: Heard): Promise<Failure | undefined> {
    const { context, names } = this.#session;
    const sent = renderText(this.#oauth2.refreshToken ?? '', names);
    const fresh = response.status >= 400 ? undefined : textOf('json.refresh_token', bindings);
    if (fresh === undefined || fresh === sent) {
      if (this.#rotates) await context.releaseRefresh?.();
      return undefined;
    }
    const lost = await context.keepRefreshToken?.(fresh, !this.#rotates);
    const key = refreshKey(this.#oauth2);
    if (!lost && key !== undefined) this.#session.replaceSecret(key, fresh);
    return lost;
  }
}
