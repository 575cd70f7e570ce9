import { randomUUID } from 'node:crypto';
import type { PlatformRequestStep } from '../../api/platform.gen.ts';
import type { DriverContext } from '../context.ts';
import { Bindings } from '../language/expression.ts';
import type { Names } from '../language/template.ts';
import type { Plan } from '../platform.ts';
import type { Exchange, HttpRequest } from '../transport/messages.ts';
import { sessionNames, defineEager, defineLazily } from './define.ts';
import { FoundFacts } from './facts.ts';
import { nameOfStep } from '../language/results.ts';
import { noResults, type Results } from './results.ts';

/** What shows the credential, and what is known of it. */
export interface Shown {
  headers: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  /** It holds a value of the Secret itself, and not only what a sign-in has made of it. */
  showsSecret: boolean;
  /** `credential` in expressions. */
  known: { login: string; claims: unknown; fresh: boolean };
  /** How a request is sent whose credential answers a challenge of the server. */
  exchange?: Exchange;
  /** The server confirms the account by the protocol itself: digest, ntlm. */
  confirmed?: boolean;
  /** Ends what was kept open for the test. */
  close?: () => void;
}

/** How a request is decorated. */
export type Decoration = Pick<HttpRequest, 'showsCredential' | 'wasAccepted'> &
  Partial<Pick<Shown, 'headers' | 'query' | 'exchange'>>;

const nobody = { login: '', claims: null, fresh: false };

/** One test's talk with a platform: what was entered, what its steps have found out so far, and what has happened. */
export class Session {
  readonly plan: Plan;
  readonly context: DriverContext;
  readonly facts = new FoundFacts();
  readonly results: Results;
  /** What the results would be had the platform said nothing. */
  readonly unsaid: Results;
  readonly #eager: Readonly<Record<string, unknown>>;
  readonly #testId = randomUUID();
  /** Values of the Secret that were replaced during the test, such as a refresh token. */
  readonly #replaced: Record<string, string> = {};
  shown: Shown | undefined;
  /** `username` of a token request. */
  login = '';
  /** The token endpoint that issued a token. */
  issuer: { host: string; own: boolean } | undefined;
  /** Names of `sign` steps: what they give is signed with a key of the Secret. */
  readonly signed = new Set<string>();
  /** The platform has accepted the secret. */
  accepted = false;
  /** Where requests without a credential were sent on to. */
  moved = new Map<string, URL>();
  /** Where they were responded 401. */
  challenged = new Set<string>();
  /** Hosts that are asked without TLS, as a setting or the Platform says. */
  withoutTls = new Set<string>();
  /** The step that was taken without the credential, and refused. */
  strangerRefused: PlatformRequestStep | undefined;
  /** The status with which the server failed for a stranger, before a credential was shown. */
  strangerFailed: number | undefined;

  constructor(plan: Plan, context: DriverContext, results?: Results) {
    this.plan = plan;
    this.context = context;
    this.#eager = defineEager(plan);
    this.unsaid = noResults(plan.platform.spec);
    this.results = results ?? { ...this.unsaid };
  }

  accept(): void {
    this.accepted = true;
    this.context.progress.accepted();
  }

  /**
   * A step's results; a later step of the same name adds and replaces.
   * @param unsaid - what they would be had the platform said nothing
   */
  keep(step: string, values: Readonly<Record<string, unknown>>, unsaid: Readonly<Record<string, unknown>> = {}): void {
    this.results[step] = { ...this.results[step], ...values };
    this.unsaid[step] = { ...this.unsaid[step], ...unsaid };
  }

  replaceSecret(key: string, value: string): void {
    this.#replaced[key] = value;
  }

  /** What templates may name. */
  get names(): Names {
    const { plan, results, shown, facts } = this;
    const { config, secret, requires, method, identity } = plan;
    const credential = shown?.known ?? nobody;
    return {
      ...results,
      ...this.#eager,
      ...sessionNames(plan.platform.spec, () => this.bindings),
      config,
      requires,
      method: method.name,
      secret: { ...secret, ...this.#replaced },
      serviceAccount: { token: identity?.token },
      test: { id: this.#testId },
      credential,
      account: facts.account,
    };
  }

  /** What expressions may name before there is a response. */
  get bindings(): Bindings {
    return this.#bindingsOf(this.results, this.shown?.known ?? nobody);
  }

  /** The same had the platform said nothing. @param isTold - whether the claims of the credential are the word of who issued it */
  unsaidBindings(isTold: boolean): Bindings {
    const known = this.shown?.known ?? nobody;
    return this.#bindingsOf(this.unsaid, isTold ? { ...known, claims: null } : known);
  }

  #bindingsOf(results: Results, credential: Shown['known']): Bindings {
    const { plan, facts } = this;
    const { config, requires, method } = plan;
    const base = { ...results, ...this.#eager, config, requires, method: method.name };
    const bindings = new Bindings({ ...base, credential, account: facts.account });
    defineLazily(bindings, plan.platform.spec, 'session');
    return bindings;
  }

  /** The same platform as somebody sees it who has no credential and never signed in. */
  asStranger(): Session {
    const { plan, context } = this;
    const bare = { ...plan, secret: {}, identity: undefined };
    const signedIn = new Set((plan.method.signIn ?? []).map(nameOfStep));
    const empty = noResults(plan.platform.spec);
    const kept = Object.entries(this.results).map(([name, values]) => [
      name,
      signedIn.has(name) ? empty[name]! : values,
    ]);
    const stranger = new Session(bare, context, Object.fromEntries(kept) as Results);
    stranger.moved = this.moved;
    stranger.challenged = this.challenged;
    stranger.withoutTls = this.withoutTls;
    return stranger;
  }

  /** The same test with another method, before anything was sent with it. */
  withMethod(method: Plan['method']): Session {
    const chosen = new Session({ ...this.plan, method }, this.context, { ...this.results });
    Object.assign(chosen.unsaid, this.unsaid);
    return chosen;
  }
}
