import { randomUUID } from 'node:crypto';
import { durationMs } from '../../api/duration.ts';
import { testSettingsOf } from '../../api/test-settings.ts';
import { beginSignIn, type Platform, type SignIn } from '../../connectors/index.ts';
import type { Draft, SignInClient, SignInState, SignInWait } from '../contract.ts';
import type { DraftTestsOptions } from './draft-tests.ts';
import { Refused } from './refusals.ts';

/** What a sign-in is begun with. */
export interface SignInBegin {
  draft: Draft;
  platform: Platform;
  /** The registered client, where the method keeps it nowhere. */
  client?: SignInClient | undefined;
}

interface Current {
  id: string;
  signIn: SignIn;
  state: SignInState;
}

export interface SignInsOptions extends DraftTestsOptions {
  /** Aborted where the console ends. */
  signal: AbortSignal;
}

const limitMs = durationMs('10m');
const timeoutMs = durationMs(testSettingsOf({}).timeout);

/** Sign-ins at a vendor by the engine of `connection login`; one at a time, as the callback ports are the same for all. */
export class SignIns {
  readonly #options: SignInsOptions;
  #current: Current | undefined;

  constructor(options: SignInsOptions) {
    this.#options = options;
  }

  /** Ends the sign-in before. @throws Refused if it cannot begin */
  async begin({ draft, platform, client }: SignInBegin): Promise<SignInWait> {
    this.#endCurrent();
    const { clock, signal, reach } = this.#options;
    const { method, config, secret, requires } = draft;
    const given = client && { id: client.id, secret: client.secret || undefined };
    const id = randomUUID();
    const signIn = await beginSignIn(
      { platform, method, config, secret: withoutEmpty(secret), requires, client: given },
      { ...reach, signal, timeoutMs, now: () => clock.now() },
      { limitMs, onNotice: (notice) => this.#note(id, sentence(notice)) },
    );
    if (signIn.kind === 'refusal') throw new Refused(400, sentence(signIn), signIn.problems);
    if (!/^https?:\/\//.test(signIn.url)) {
      signIn.cancel();
      throw new Refused(400, `${platform.spec.title} names no sign-in page.`);
    }
    this.#endCurrent();
    this.#current = { id, signIn, state: { kind: 'waiting' } };
    void signIn.result.then((ended) => this.#end(id, ended));
    const { flow, url, redirectUri, userCode, takes, scope = '' } = signIn;
    const scopes = scope.split(/\s+/).filter(Boolean);
    return { id, flow, url, redirectUri, scopes, userCode, takes, endsAt: clock.now() + limitMs };
  }

  /** @throws Refused if another sign-in has taken its place */
  state(id: string): SignInState {
    return this.#known(id).state;
  }

  /** Takes what the browser ended on. @throws Refused if it is of no use; the sign-in may go on waiting */
  async paste(id: string, text: string): Promise<void> {
    const { signIn } = this.#known(id);
    if (!signIn.paste) throw new Refused(400, 'This sign-in takes no code.');
    const result = await signIn.paste(text);
    if (result.kind === 'refusal') throw new Refused(400, sentence(result));
  }

  /** Also forgets what it has brought. */
  cancel(id: string): void {
    if (this.#current?.id === id) this.#endCurrent();
  }

  /** Forgotten first: whoever waits for it in another tab hears that another one has begun, not that it was stopped there. */
  #endCurrent(): void {
    const ended = this.#current;
    this.#current = undefined;
    ended?.signIn.cancel();
  }

  #known(id: string): Current {
    if (this.#current?.id === id) return this.#current;
    throw new Refused(404, 'This sign-in is over, or another one has begun.');
  }

  #note(id: string, notice: string): void {
    if (this.#current?.id === id && this.#current.state.kind === 'waiting')
      this.#current.state = { kind: 'waiting', notice };
  }

  #end(id: string, ended: Awaited<SignIn['result']>): void {
    if (this.#current?.id !== id) return;
    this.#current.state =
      ended.kind === 'refusal'
        ? { kind: 'refused', message: sentence(ended), problems: [...(ended.problems ?? [])] }
        : {
            kind: 'signed-in',
            secret: { ...ended.secret },
            config: { ...ended.config },
            missingScopes: [...ended.missingScopes],
            ...(ended.choose ? { choose: { setting: ended.choose.setting, items: [...ended.choose.items] } } : {}),
          };
  }
}

function sentence({ what, fix }: { what: string; fix?: string | undefined }): string {
  return fix === undefined ? what : `${what} ${fix}`;
}

function withoutEmpty(secret: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(secret).filter(([, value]) => value !== ''));
}
