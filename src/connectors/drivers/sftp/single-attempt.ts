import type { AnyAuthMethod, ParsedKey, Prompt } from 'ssh2';
import type { Progress } from '../../progress.ts';
import { failure, type Failure } from '../../failure.ts';
import { asksForCode } from './questions.ts';

export interface Login {
  username: string;
  /** What the server is called, for the questions it asks. */
  host?: string | undefined;
  /** With both, the server has to want both: each is sent once, the second only after the first was taken. */
  password?: string | undefined;
  key?: ParsedKey | undefined;
}

interface Questions {
  instructions: string;
  prompts: readonly Prompt[];
}

interface Reports {
  /** Is told why a question of the server ends the attempt. */
  lose(found: Failure): void;
  progress: Pick<Progress, 'credentialSent'>;
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
/** Characters of a question for a password and what is said with it; a banner of PAM may be a page long. */
const longestQuestion = 8192;
/** What pam_unix and others ask after an expired password was right. */
const changeOfPassword = /(new|current|old) password/i;
const change = /change|expired/i;

/**
 * Signs in with exactly one attempt. It begins with method `none`, which is no attempt and which every OpenSSH client
 * begins with: the server names the methods it takes, so that a password never goes to a server that only takes keys,
 * and a server that lets anyone in shows itself before anything is sent.
 */
export class SingleAttempt {
  readonly #login: Login;
  readonly #reports: Reports;
  readonly #tried: Method[] = [];
  #offered: readonly string[] | undefined;
  #answered = false;
  #signed = false;
  /** The key was shown, with or without a signature. */
  #shown = false;
  #began = false;
  /** A credential went out just now, so nothing that is here already answers it. */
  #justSent = false;

  constructor(login: Login, reports: Reports) {
    this.#login = login;
    this.#reports = reports;
  }

  /** More than the user name was sent, or is asked for. */
  get begun(): boolean {
    return this.#tried.length > 0;
  }

  /** Whether the server has seen a credential: it may also take a key unsigned, or ask no question at all. */
  get proved(): boolean {
    return this.#signed || this.#answered || this.#tried.includes('password');
  }

  /** The key is about to sign. */
  signing(): void {
    this.#signed = true;
  }

  /** What to send next, given what the server said to the last message. */
  next(methods: readonly string[] | null, partial: boolean | null): AnyAuthMethod | Failure {
    if (methods === null && !this.#began) return this.#begin();
    // ssh2 comes back without having sent anything where it shares no signature algorithm with the server.
    if (methods !== null && methods === this.#offered && this.#tried.at(-1) === 'publickey' && !this.#shown) {
      return failure('InvalidConfiguration', {
        about: 'the server takes no signature that this kind of key can make',
      });
    }
    // Of a list that is cut off ssh2 makes none.
    if (!Array.isArray(methods) || methods === this.#offered || this.#justSent) return outOfTurn();
    if (this.begun && !partial) return this.#rejected();
    this.#offered = methods;
    return this.#sendKey(methods) ?? this.#sendPassword(methods) ?? this.#nothingFits(methods);
  }

  #begin(): AnyAuthMethod {
    this.#began = true;
    return { type: 'none', username: this.#login.username };
  }

  #sending(method: Method): void {
    this.#tried.push(method);
    this.#justSent = true;
    // ssh2 reads all that has arrived in one go.
    queueMicrotask(() => (this.#justSent = false));
  }

  #sendKey(methods: readonly string[]): AnyAuthMethod | undefined {
    const { username, key } = this.#login;
    if (!key || this.#tried.includes('publickey') || !methods.includes('publickey')) return undefined;
    this.#sending('publickey');
    // Shown unsigned at first, which is what a server refuses.
    const getPublicSSH: ParsedKey['getPublicSSH'] = () => {
      this.#shown = true;
      this.#reports.progress.credentialSent();
      return key.getPublicSSH();
    };
    const sign: ParsedKey['sign'] = (...asked) => {
      this.signing();
      return key.sign(...asked);
    };
    const telling = Object.assign(Object.create(key) as ParsedKey, { getPublicSSH, sign });
    return { type: 'publickey', username, key: telling as unknown as string };
  }

  #sendPassword(methods: readonly string[]): AnyAuthMethod | undefined {
    const { username, password } = this.#login;
    if (password === undefined || this.#tried.some((method) => method !== 'publickey')) return undefined;
    if (methods.includes('password')) {
      this.#sending('password');
      this.#reports.progress.credentialSent();
      return { type: 'password', username, password };
    }
    if (!methods.includes('keyboard-interactive')) return undefined;
    this.#sending('keyboard-interactive');
    return {
      type: 'keyboard-interactive',
      username,
      prompt: (...[, instructions, , prompts, finish]) => this.#reply({ instructions, prompts }, finish),
    };
  }

  #rejected(): Failure {
    const { key, password } = this.#login;
    if (!key || password === undefined) return failure('CredentialsRejected');
    const [wrong, right] = this.#tried.at(-1) === 'publickey' ? ['key', 'password'] : ['password', 'key'];
    const cause =
      this.#tried.length > 1
        ? `the server took the ${right}, and then not the ${wrong}`
        : `the server did not take the ${wrong}; the ${right} was not sent`;
    return failure('CredentialsRejected', { causes: [cause] });
  }

  /** None of what is left to send is what the server goes on with. */
  #nothingFits(methods: readonly string[]): Failure {
    const { key, password } = this.#login;
    if (!this.begun) return notOffered(key ? 'a key' : 'a password', methods);
    if (!key && methods.includes('publickey')) return alsoWants('a key');
    const askable = methods.includes('password') || methods.includes('keyboard-interactive');
    return password === undefined && askable ? alsoWants('a password') : secondQuestion();
  }

  /** The password is the answer to one hidden question; whatever else is asked needs a person. */
  #reply({ instructions, prompts }: Questions, finish: (answers: string[]) => void): void {
    const [question] = prompts;
    const asked = [instructions, ...prompts.map(({ prompt }) => prompt)].join('\n');
    if (asked.length > longestQuestion) {
      this.#reports.lose(secondQuestion());
      return;
    }
    const wantsMore = !question || question.echo || asksForCode(question.prompt, this.#login);
    if (this.#answered && asksForChange(asked)) {
      this.#reports.lose(newPassword());
      return;
    }
    if (this.#answered || prompts.length !== 1 || wantsMore) {
      this.#reports.lose(secondQuestion());
      return;
    }
    this.#answered = true;
    this.#reports.progress.credentialSent();
    finish([this.#login.password ?? '']);
  }
}

function asksForChange(asked: string): boolean {
  if (changeOfPassword.test(asked)) return true;
  return asked.split('\n').some((line) => change.test(line) && /password/i.test(line));
}

/** The server took the password and wants another one. */
export function newPassword(): Failure {
  return failure('CredentialsExpired', { about: 'the server asks for a new password' });
}

function outOfTurn(): Failure {
  return failure('UnexpectedReply', { about: 'the server does not sign in as SSH has it' });
}

function secondQuestion(): Failure {
  return failure('InteractionRequired', { about: 'the server asks for a second factor' });
}

function alsoWants(what: string): Failure {
  return failure('InteractionRequired', {
    about: `the server asks for a second factor, which may be ${what}: method private-key-and-password sends a key and a password`,
  });
}

function notOffered(ours: string, methods: readonly string[]): Failure {
  const theirs = methods.filter((method) => knownMethods.has(method));
  const offered = theirs.length === 0 ? 'nothing that can be used' : theirs.join(', ');
  return failure('InvalidConfiguration', {
    about: `spec.method: the server does not take ${ours} from this user, it takes ${offered}; nothing was sent`,
  });
}
