import type { PlatformAuth } from '../../api/platform.gen.ts';
import { failure, type Failure } from '../failure.ts';
import { renderHeader, renderText, TemplateError, type Scope } from '../engine/template.ts';
import { showsPassword } from '../held-back.ts';
import type { Credential, Strategy } from './credential.ts';
import { passwordExchange } from './password-exchange.ts';

export type Options<Name extends keyof PlatformAuth> = NonNullable<PlatformAuth[Name]>;

/** RFC 7617: user name and password in UTF-8; the user name can have no colon. */
export const basic: Strategy<Options<'basic'>> = (options, { scope }) =>
  guarded(() => {
    const username = renderText(options.username, scope) ?? '';
    const password = renderText(options.password, scope) ?? '';
    if (username.includes(':')) throw new TemplateError('the user name has a colon, which HTTP Basic cannot carry');
    const credential = { headers: { authorization: basicHeader(username, password) }, query: {}, login: username };
    return showsPassword(options) ? { ...credential, exchange: passwordExchange() } : credential;
  });

export function basicHeader(username: string, password: string): string {
  return `Basic ${Buffer.from(`${username}:${password}`, 'utf8').toString('base64')}`;
}

/** RFC 6750. The scheme is written exactly so: some platforms take no other spelling. */
export const bearer: Strategy<Options<'bearer'>> = (options, { scope }) =>
  guarded(() => ({ headers: { authorization: `Bearer ${header(options.token, scope)}` }, query: {} }));

export const headerAuth: Strategy<Options<'header'>> = (options, { scope }) =>
  guarded(() => ({
    headers: { [header(options.name, scope).toLowerCase()]: header(options.value, scope) },
    query: {},
  }));

export const queryAuth: Strategy<Options<'query'>> = (options, { scope }) =>
  guarded(() => ({ headers: {}, query: { [options.name]: renderText(options.value, scope) ?? '' } }));

export const none: Strategy<unknown> = () => ({ headers: {}, query: {} });

function header(template: string, scope: Scope): string {
  return renderHeader(template, scope) ?? '';
}

/** A value that cannot stand where it must is a failure that names it. */
export function guarded(make: () => Credential): Credential | Failure {
  try {
    return make();
  } catch (error) {
    if (error instanceof TemplateError) return failure('Resolved', 'SecretInvalid', { about: error.message });
    throw error;
  }
}
