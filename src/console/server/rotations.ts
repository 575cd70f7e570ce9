import type { Plan, TestContext } from '../../connectors/index.ts';
import type { Draft } from '../contract.ts';

type Hooks = Pick<TestContext, 'beforeRefresh' | 'keepRefreshToken' | 'releaseRefresh'>;

/**
 * Refresh tokens that a platform replaced while a draft was tested. The one that was entered is dead then, so the newest
 * takes its place in the next test and in the Secret that is created. They live as long as this process.
 */
export class Rotations {
  readonly #newest = new Map<string, string>();

  /** The draft with the tokens that are alive. */
  current(draft: Draft): Draft {
    const alive = Object.entries(draft.secret).map(([key, value]) => [key, this.#newest.get(value) ?? value] as const);
    return { ...draft, secret: Object.fromEntries(alive) };
  }

  /** @param entered - the draft as the page has it */
  hooks(entered: Draft, { refreshKey }: Plan): Hooks {
    const parent = refreshKey === undefined ? undefined : entered.secret[refreshKey];
    if (parent === undefined) return {};
    return {
      beforeRefresh: () => Promise.resolve(undefined),
      keepRefreshToken: (token) => {
        this.#newest.set(parent, token);
        return Promise.resolve(undefined);
      },
      releaseRefresh: () => Promise.resolve(),
    };
  }
}
