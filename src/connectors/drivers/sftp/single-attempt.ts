import type { AnyAuthMethod, ParsedKey, Prompt } from 'ssh2';
import { setback, type Setback } from '../../finding.ts';

export interface Login {
  username: string;
  /** The one credential that is sent. */
  password?: string | undefined;
  key?: ParsedKey | undefined;
}

type Method = 'password' | 'publickey' | 'keyboard-interactive';

/** What a server may call its methods (RFC 4252, 4256, 4462); other names are not passed on. */
const knownMethods = new Set([
  'password',
  'publickey',
  'keyboard-interactive',
  'hostbased',
  'gssapi-with-mic',
  'gssapi-keyex',
]);
const secondFactor = /code|token|otp|one[- ]time|verification|factor|duo|pin\b/i;

/**
 * Signs in with exactly one attempt. It begins with method `none`, which is no attempt and which every OpenSSH client
 * begins with: the server names the methods it takes, so that a password never goes to a server that only takes keys,
 * and a server that lets anyone in shows itself before anything is sent.
 */
export class SingleAttempt {
  readonly #login: Login;
  readonly #answer: (found: Setback) => void;
  #sent: Method | undefined;
  #offered: readonly string[] | undefined;
  #answered = false;

  /** @param answer - is told why a question of the server ends the attempt */
  constructor(login: Login, answer: (found: Setback) => void) {
    this.#login = login;
    this.#answer = answer;
  }

  /** The method whose credential was sent. */
  get sent(): Method | undefined {
    return this.#sent;
  }

  /** What to send next, given what the server said to the last message. */
  next(methods: readonly string[] | null, partial: boolean | null): AnyAuthMethod | Setback {
    const { username } = this.#login;
    if (methods === null) return { type: 'none', username };
    if (this.#sent === undefined) return this.#choose(methods);
    // ssh2 comes back without having sent anything where it shares no signature algorithm with the server.
    if (methods === this.#offered) {
      return setback('Authenticated', 'InvalidConfiguration', {
        about: 'the server takes no signature that this kind of key can make',
      });
    }
    if (partial) return secondQuestion();
    return setback('Authenticated', 'CredentialsRejected');
  }

  #choose(methods: readonly string[]): AnyAuthMethod | Setback {
    this.#offered = methods;
    const { username, password, key } = this.#login;
    if (key) {
      if (!methods.includes('publickey')) return notOffered('a key', methods);
      this.#sent = 'publickey';
      return { type: 'publickey', username, key: key as unknown as string };
    }
    if (password !== undefined && methods.includes('password')) {
      this.#sent = 'password';
      return { type: 'password', username, password };
    }
    if (password === undefined || !methods.includes('keyboard-interactive')) return notOffered('a password', methods);
    this.#sent = 'keyboard-interactive';
    return {
      type: 'keyboard-interactive',
      username,
      prompt: (...[, , , prompts, finish]) => this.#reply(prompts, finish),
    };
  }

  /** The password is the answer to one hidden question; whatever else is asked needs a person. */
  #reply(prompts: readonly Prompt[], finish: (answers: string[]) => void): void {
    const [question] = prompts;
    if (this.#answered || prompts.length !== 1 || !question || question.echo || secondFactor.test(question.prompt)) {
      this.#answer(secondQuestion());
      return;
    }
    this.#answered = true;
    finish([this.#login.password ?? '']);
  }
}

function secondQuestion(): Setback {
  return setback('Authenticated', 'InteractionRequired', { about: 'the server asks for a second factor' });
}

function notOffered(ours: string, methods: readonly string[]): Setback {
  const theirs = methods.filter((method) => knownMethods.has(method));
  const offered = theirs.length === 0 ? 'nothing that can be used' : theirs.join(', ');
  return setback('Authenticated', 'InvalidConfiguration', {
    about: `the server does not take ${ours} from this user, it takes ${offered}; nothing was sent`,
  });
}
