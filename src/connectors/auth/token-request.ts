import type { PlatformAuth, PlatformReply, PlatformRequest } from '../../api/platform.gen.ts';
import { ask, clockDoubt, consult, type Conversation, type Heard } from '../engine/conversation.ts';
import { defaultMeaning, oauthMeaning } from '../engine/defaults.ts';
import { textOf } from '../engine/expression.ts';
import { filled } from '../engine/filled.ts';
import { renderHeader, renderText, type Scope } from '../engine/template.ts';
import { isFailure, failure, type Failure } from '../failure.ts';
import { showsPassword, unanswered } from '../held-back.ts';
import type { Credential } from './credential.ts';

/** Fields of a token request; their values are templates. */
export type TokenFields = Record<string, string>;

type Options = Pick<
  NonNullable<PlatformAuth['oauth2']>,
  'rotates' | 'tokenUrl' | 'scope' | 'form' | 'headers' | 'encoding' | 'token' | 'values' | 'replies'
>;

export interface TokenRequest {
  fields: TokenFields;
  headers: Record<string, string>;
  /** It is signed with our clock, so a bare refusal may be the clock's fault. */
  signed: boolean;
}

/** Asks an OAuth 2.0 token endpoint (RFC 6749) for an access token. */
export async function requestToken(
  options: Options,
  request: TokenRequest,
  talk: Conversation,
): Promise<Credential | Failure> {
  const { scope, form } = options;
  const fields: TokenFields = { ...request.fields, ...(scope === undefined ? {} : { scope }), ...form };
  const rotates = fields['refresh_token'] !== undefined && (options.rotates ?? true);
  const forbidden = rotates ? await talk.channel.context.beforeRefresh?.() : undefined;
  if (forbidden) return forbidden;
  const heard = await ask(talk, tokenCall(options, fields), { headers: request.headers, query: {} });
  if (isFailure(heard)) return showsPassword(fields) ? unanswered(heard) : heard;
  const kept = await keepRefreshToken(fields, rotates, { heard, talk });
  if (isFailure(kept)) return kept;
  if (rotates && !kept.isNew) await talk.channel.context.releaseRefresh?.();
  const refusal = await refusalOf(options.replies, request.signed, { heard, talk });
  return refusal ?? credentialOf(options, heard, kept.refreshToken);
}

function tokenCall({ tokenUrl, headers, encoding = 'form' }: Options, fields: TokenFields): PlatformRequest {
  const body = encoding === 'json' ? { json: fields } : { form: fields };
  return { method: 'POST', url: tokenUrl, ...body, ...(headers ? { headers } : {}) };
}

function credentialOf(options: Options, heard: Heard, refreshToken: string | undefined): Credential | Failure {
  const { token = 'json.access_token', values = {} } = options;
  const accessToken = textOf(token, heard.variables);
  if (accessToken === undefined) {
    return failure('Authenticated', 'UnexpectedReply', { about: `${heard.host} answers without an access token` });
  }
  const found = Object.entries(values).map(([name, source]) => [name, textOf(source, heard.variables) ?? ''] as const);
  const session = { ...Object.fromEntries(found), ...(refreshToken === undefined ? {} : { refreshToken }) };
  return { headers: { authorization: `Bearer ${accessToken}` }, query: {}, token: accessToken, minted: true, session };
}

/**
 * A platform that rotates refresh tokens has killed the old one by now: the new one is stored before anything else, be
 * the reply good for us or not. @returns the token for a second sign-in of the same test.
 */
async function keepRefreshToken(
  fields: TokenFields,
  rotates: boolean,
  { heard, talk }: Answered,
): Promise<{ refreshToken?: string; isNew?: boolean } | Failure> {
  if (fields['refresh_token'] === undefined || heard.reply.status >= 400) return {};
  const sent = renderText(fields['refresh_token'], talk.scope);
  const fresh = textOf('json.refresh_token', heard.variables) ?? sent;
  if (fresh === undefined) return {};
  const lost = fresh === sent ? undefined : await talk.channel.context.keepRefreshToken?.(fresh, !rotates);
  return lost ?? { refreshToken: fresh, isNew: fresh !== sent };
}

interface Answered {
  heard: Heard;
  talk: Conversation;
}

async function refusalOf(
  replies: readonly PlatformReply[] | undefined,
  signed: boolean,
  { heard, talk }: Answered,
): Promise<Failure | undefined> {
  const said = await consult(replies, heard, talk);
  if (said === 'connected') return undefined;
  // Nobody has signed in yet: what is not found here is the tenant or the client.
  if (said) return said.reason === 'TargetNotFound' ? { ...said, rung: 'Authenticated' } : said;
  const { now } = talk.channel.context;
  const meant = heard.reply.status >= 400 ? oauthMeaning(heard.reply) : undefined;
  if (meant?.reason === 'AccessRefused' && signed) return clockDoubt(heard.reply, now()) ?? meant;
  if (meant) return meant;
  const general = defaultMeaning(heard.reply, { host: heard.host, minted: false, now: now() });
  return general ? { ...general, rung: general.rung === 'Authorized' ? 'Authenticated' : general.rung } : undefined;
}

/** Session values as headers. */
export function renderHeaders(templates: Record<string, string>, scope: Scope): Record<string, string> {
  return Object.fromEntries(filled(templates, scope, renderHeader).map(([name, value]) => [name.toLowerCase(), value]));
}
