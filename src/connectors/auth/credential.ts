import type { PlatformCredential, PlatformMethod } from '../../api/platform.gen.ts';
import type { Challenge } from '../transport/challenges.ts';
import { doesNotTake } from '../engine/other-scheme.ts';
import { guarded } from '../engine/request.ts';
import type { Session, Shown } from '../engine/session.ts';
import { showsSecret, templateNames } from '../engine/template-names.ts';
import { isFailure, type Failure } from '../failure.ts';
import type { Plan } from '../platform.ts';
import { renderHeader, renderText, required, TemplateError, type Names } from '../language/template.ts';
import { basicHeader } from './basic.ts';
import { claimsOf } from './claims.ts';
import { DigestSession } from './digest/session.ts';
import { accountName, readAccount } from './ntlm/account.ts';
import { NtlmConnection } from './ntlm/connection.ts';

type Strategy<Kind extends keyof PlatformCredential> = (
  options: NonNullable<PlatformCredential[Kind]>,
  names: Names,
  plan: Plan,
) => Partial<Shown> & { login?: string; token?: string };

const strategies: { [Kind in keyof PlatformCredential]-?: Strategy<Kind> } = {
  none: () => ({}),
  /** The user name can have no colon (RFC 7617). */
  basic(options, names) {
    const login = withoutColon(text(options.username, names), 'Basic');
    return { headers: { authorization: basicHeader(login, text(options.password, names)) }, login };
  },
  /** RFC 6750. The scheme is written exactly so: some platforms take no other spelling. */
  bearer(template, names) {
    const token = header(template, names);
    return { headers: { authorization: `Bearer ${token}` }, token };
  },
  headers: (templates, names) => ({
    headers: Object.fromEntries(
      Object.entries(templates).map(([name, value]) => [header(name, names).toLowerCase(), header(value, names)]),
    ),
  }),
  query: (templates, names) => ({
    query: Object.fromEntries(Object.entries(templates).map(([name, value]) => [name, text(value, names)])),
  }),
  digest(options, names, plan) {
    const login = withoutColon(text(options.username, names), 'Digest');
    const untaken = (offered: readonly Challenge[]) => doesNotTake('digest', offered, plan, false);
    const session = new DigestSession({ username: login, password: text(options.password, names) }, untaken);
    return { login, confirmed: true, exchange: (request, channel) => session.exchange(request, channel) };
  },
  /** MS-NTHT: it signs in a connection, which is kept for the whole test. */
  ntlm(options, names, plan) {
    const domain = options.domain === undefined ? undefined : renderText(options.domain, names);
    const account = readAccount(text(options.username, names), domain);
    if (typeof account === 'string') throw new TemplateError(account, 'secret.username');
    const workstation = options.workstation === undefined ? '' : (renderText(options.workstation, names) ?? '');
    const untaken = (offered: readonly Challenge[]) => doesNotTake('ntlm', offered, plan, false);
    const connection = new NtlmConnection(
      { ...account, password: text(options.password, names), workstation },
      untaken,
    );
    return {
      login: accountName(account),
      confirmed: true,
      exchange: (request, channel) => connection.exchange(request, channel),
      close: () => connection.close(),
    };
  },
};

/** What shows the credential of the method that is in use. A value that is empty, or cannot stand there, is a failure that names it. */
export function credentialOf(session: Session): Shown | Failure {
  const { names, plan } = session;
  const { credential = { none: {} } } = plan.method;
  const [kind, options] = Object.entries(credential)[0] ?? ['none', {}];
  const strategy = strategies[kind as keyof PlatformCredential] as (options: unknown, names: Names, plan: Plan) => Made;
  const made = guarded(() => strategy(options, names, plan));
  if (isFailure(made)) return made;
  const { token, login, ...shown } = made;
  return {
    headers: {},
    query: {},
    showsSecret: showsSecret(credential, session.signed) && !shown.exchange,
    known: { login: login ?? session.login, claims: claimsOf(token), fresh: isMadeInTest(plan.method) },
    ...shown,
  };
}

/** Whether the credential holds what a step of signIn has got, and not only what the Secret has. */
export function isMadeInTest({ credential = {}, signIn = [] }: PlatformMethod): boolean {
  const ofSteps = new Set(signIn.map(({ name, oauth2 }) => name ?? (oauth2 ? 'token' : '')));
  return templateNames(credential).some(([root = '']) => ofSteps.has(root));
}

type Made = Partial<Shown> & { login?: string; token?: string };

function text(template: string, names: Names): string {
  return required(renderText(template, names), template);
}

function header(template: string, names: Names): string {
  return required(renderHeader(template, names), template);
}

function withoutColon(username: string, scheme: string): string {
  if (!username.includes(':')) return username;
  throw new TemplateError(`has a colon, which HTTP ${scheme} cannot carry`, 'secret.username');
}
