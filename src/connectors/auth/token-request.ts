import type { PlatformReply } from '../../api/platform.gen.ts';
import { isSetback, setback, type Setback } from '../finding.ts';
import { ask, clockDoubt, consult, type Conversation, type Heard } from '../engine/conversation.ts';
import { defaultMeaning, oauthMeaning } from '../engine/defaults.ts';
import type { Credential } from './credential.ts';

export interface TokenRequest {
  url: string;
  headers?: Record<string, string>;
  form: Record<string, string>;
  replies: readonly PlatformReply[] | undefined;
  /** The request is signed with our clock, so a bare refusal may be the clock's fault. */
  signed: boolean;
}

/** Asks an OAuth 2.0 token endpoint (RFC 6749) for an access token. The form's values are templates. */
export async function requestToken(request: TokenRequest, talk: Conversation): Promise<Credential | Setback> {
  const { url, form } = request;
  const extra = { headers: request.headers ?? {}, query: {} };
  const heard = await ask(talk, { method: 'POST', url, form }, extra);
  if (isSetback(heard)) return heard;
  const refusal = await refusalOf(request, heard, talk);
  if (refusal) return refusal;
  const token = tokenOf(heard.reply.json);
  if (token === undefined) {
    return setback('Authenticated', 'UnexpectedReply', { about: `${heard.host} answers without an access token` });
  }
  return { headers: { authorization: `Bearer ${token}` }, query: {}, token, minted: true };
}

async function refusalOf(request: TokenRequest, heard: Heard, talk: Conversation): Promise<Setback | undefined> {
  const said = await consult(request.replies, heard, talk);
  if (said !== undefined) return said === 'connected' ? undefined : said;
  const { now } = talk.channel.context;
  const meant = heard.reply.status >= 400 ? oauthMeaning(heard.reply) : undefined;
  if (meant?.reason === 'AccessRefused' && request.signed) return clockDoubt(heard.reply, now()) ?? meant;
  if (meant) return meant;
  const general = defaultMeaning(heard.reply, { host: heard.host, minted: false, now: now() });
  return general ? { ...general, rung: general.rung === 'Authorized' ? 'Authenticated' : general.rung } : undefined;
}

function tokenOf(json: unknown): string | undefined {
  if (typeof json !== 'object' || json === null || !('access_token' in json)) return undefined;
  return typeof json.access_token === 'string' && json.access_token !== '' ? json.access_token : undefined;
}
