import { turnOfOthers } from '../../loop/turn.ts';
import { contains } from '../../text/occurrences.ts';
import type { PlatformRequest } from '../../api/platform.gen.ts';
import { renderText, type Names } from '../language/template.ts';
import type { HttpRequest } from '../transport/messages.ts';
import { beyondAscii, encodingsOf, plainLettersOf, recasedOf } from './encodings.ts';
import { hiddenValues, openly, secretOf } from './hidden-values.ts';
import type { ReadResponse } from './response.ts';
import type { Decoration, Session } from './session.ts';
import { withUnescaped } from './unescaped.ts';

/** A session or an access token is at least so long; a shorter part of a header is a word of its own. */
const leastToken = 16;
/** A shorter value in another case may be a word, such as the name of a field. */
const leastRecased = 12;
/** Bytes. Of a longer value, such as a file of keys, the encodings are not looked for. */
const longestToken = 4 * 1024;
/** Parts of what a request shows that are looked for. */
const mostTokens = 64;
/** Characters. To look through a shorter one takes no time worth a turn of its own. */
const longText = 1024;

export interface Asked {
  request: PlatformRequest;
  built: HttpRequest;
  extra: Decoration;
  session: Session;
  /** What its templates named. */
  names: Names;
}

/** The credential that a response has in it and that its request, or another one of the test, has shown. */
export async function returnedCredential(response: ReadResponse, asked: Asked): Promise<string | undefined> {
  const { 'set-cookie': cookies = '', ...headers } = response.headers;
  const texts = withUnescaped([response.text, ...Object.entries(headers).flat()]).map(heard);
  const isOpen = openly({ ...asked.session.plan, secret: secretOf(asked.names) });
  const secrets = secretsOf(asked);
  const tokens = tokensIn(asked.built, asked.extra).filter((token) => !secrets.includes(token));
  // A server may set its own session's cookie again.
  return (await firstHeld([...texts, heard(cookies)], secrets, isOpen)) ?? (await firstHeld(texts, tokens, isOpen));
}

/** A text as it is, and in the forms in which it is compared with what may have been changed. */
interface HeardText {
  text: string;
  lower: string;
  letters: string;
}

function heard(text: string): HeardText {
  return { text, lower: text.toLowerCase(), letters: plainLettersOf(text) };
}

async function firstHeld(
  texts: readonly HeardText[],
  values: readonly string[],
  isOpen: (value: string) => boolean,
): Promise<string | undefined> {
  for (const value of values) {
    if (isOpen(value)) continue;
    const isIn = lookFor(value);
    for (const text of texts) {
      if (isIn(text)) return value;
      if (text.text.length > longText) await turnOfOthers();
    }
    await turnOfOthers();
  }
  return undefined;
}

function lookFor(value: string): (text: HeardText) => boolean {
  const isShort = Buffer.byteLength(value) <= longestToken;
  const forms = isShort ? encodingsOf(value) : [value];
  // Names are often kept in one case, and a password may have been taken for one.
  const recased = value.length < leastRecased ? [] : isShort ? recasedOf(value) : [value.toLowerCase()];
  const plain = isShort && beyondAscii.test(value) ? [value, value.normalize('NFD')].map(plainLettersOf) : [];
  const letters = plain.filter(({ length }) => length >= leastRecased);
  return ({ text, lower, letters: inLetters }) =>
    hasAny(text, forms) || hasAny(lower, recased) || hasAny(inLetters, letters);
}

function hasAny(text: string, forms: readonly string[]): boolean {
  for (const form of forms) if (contains(text, form)) return true;
  return false;
}

/** Of the Secret, of a ServiceAccount, and what was signed with a key. */
function secretsOf({ request, session, names }: Asked): string[] {
  const { plan, results, signed } = session;
  const proofs = [...signed].flatMap((name) => Object.values(results[name] ?? {}));
  const all = [...hiddenValues({ ...plan, secret: secretOf(names) }), plan.identity?.token, ...proofs];
  const kept = renewed(request, names);
  return all.filter((value): value is string => typeof value === 'string' && value !== '' && value !== kept);
}

/** A token endpoint may return the refresh token that it was sent: then it lives on (RFC 6749, 6). */
function renewed({ form, json }: PlatformRequest, names: Names): string | undefined {
  const fields: Readonly<Record<string, unknown>> | undefined = form ?? json;
  const template = fields?.['grant_type'] === undefined ? undefined : fields['refresh_token'];
  return typeof template === 'string' ? renderText(template, names) : undefined;
}

/** What this request shows: the token behind a scheme, the values of cookies, the key in a header or in the query. */
function tokensIn({ headers }: HttpRequest, extra: Decoration): string[] {
  const { authorization = '', cookie = '' } = headers;
  const shown = [authorization, cookie, ...Object.values(extra.headers ?? {}), ...Object.values(extra.query ?? {})];
  const parts = shown.flatMap((value) => [value, ...value.split(/[\s;,=]+/)]);
  return [...new Set(parts)].filter((value) => value.length >= leastToken).slice(0, mostTokens);
}

/** A refusal by its status alone: what it has to say besides is not read. */
export function withoutContent({ status, unasked }: ReadResponse): ReadResponse {
  const nothing = { headers: {}, cookies: {}, text: '', json: null, xml: null, html: false };
  return { status, ...nothing, ...(unasked ? { unasked } : {}) };
}
