import type { Reason } from '../../api/reasons.ts';
import type { Failure } from '../failure.ts';
import { saidOfAccount, saidOfMoment, saidOfToken } from './said.ts';
import type { Phase } from './defaults.ts';
import type { ReadResponse } from './response.ts';

/** What says that a credential is no good, and leaves open why. */
const refusals: ReadonlySet<Reason> = new Set(['CredentialsRejected', 'AccessRefused', 'TokenNotRefreshable']);
/** What a status, or the form of a response, is taken for. */
const guesses: ReadonlySet<Reason> = new Set([
  ...refusals,
  'CredentialsRevoked',
  'CredentialsExpired',
  'PermissionDenied',
  'ScopeMissing',
  'TargetNotFound',
  'InvalidConfiguration',
  'InteractionRequired',
  'UnexpectedReply',
]);

const absent: ReadonlySet<number> = new Set([404, 410]);

interface Judged {
  phase: Phase;
  /** The credential was made in this test. */
  fresh: boolean;
  /** Whether that is what the platform says in so many words: by a row that holds for these words alone. */
  isSaid: () => boolean;
}

/**
 * A refusal whose words say more than its code: that the account is locked, disabled or needs another step, or that it is not
 * the time to ask. Many servers have one code for all of it, and people change a password for nothing.
 */
export function inWords(meant: Failure, response: ReadResponse, judged: Judged): Failure {
  const { html, status } = response;
  const isAsked = judged.phase === 'signIn' || judged.phase === 'test';
  if (!isAsked || html || status >= 500 || !guesses.has(meant.reason)) return meant;
  const text = wordsOf(response);
  const ofAccount = saidOfAccount(text);
  // Atlassian says "temporarily unavailable" of a site that is not there.
  const ofMoment = absent.has(status) ? undefined : saidOfMoment(text);
  const ofSecret = refusals.has(meant.reason) ? ofToken(text, meant, judged) : undefined;
  const found = ofAccount ?? ofSecret ?? ofMoment;
  if (!found || !isBetter(meant, status, judged)) return meant;
  return found.reason === 'ServiceUnavailable' ? { ...found, about: meant.about } : found;
}

/** One code stands for every refusal, whatever it is for: of those a text says more, and of others what no row has read. */
function isBetter({ reason }: Failure, status: number, { isSaid }: Judged): boolean {
  return refusals.has(reason) || (status >= 400 && !isSaid());
}

/** Of a token that a person put into the Secret; a platform that knows of those has a reason of its own. */
function ofToken(text: string, { reason }: Failure, { phase, fresh }: Judged): Failure | undefined {
  return phase === 'test' && !fresh && reason !== 'TokenNotRefreshable' ? saidOfToken(text) : undefined;
}

const mostTexts = 64;
const longestText = 512;
const deepest = 8;

/** What a person would read: the texts of a document without its names, or a plain text. */
function wordsOf({ json, xml, text, headers }: ReadResponse): string {
  const texts: string[] = [];
  collect(json ?? xml, texts);
  if (json === null && xml === null) texts.push(text.slice(0, longestText));
  const challenge = /error_description="([^"]{1,500})"/.exec(headers['www-authenticate'] ?? '');
  if (challenge?.[1] !== undefined) texts.push(challenge[1]);
  return texts.join('\n');
}

function collect(value: unknown, texts: string[], depth = 0): void {
  if (typeof value === 'string') texts.push(value.slice(0, longestText));
  if (typeof value !== 'object' || value === null || depth === deepest) return;
  for (const inner of Object.values(value)) {
    if (texts.length >= mostTexts) return;
    collect(inner, texts, depth + 1);
  }
}

const anyWord = '-';

/** A response of the same form that says nothing: every text is another one, and no header of the platform's own is there. */
export function withoutWords(response: ReadResponse): ReadResponse {
  const { headers, json, xml } = response;
  const type = headers['content-type'];
  return {
    ...response,
    headers: type === undefined ? {} : { 'content-type': type },
    cookies: {},
    text: anyWord,
    json: silenced(json),
    xml: silenced(xml),
  };
}

function silenced(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return anyWord;
  if (typeof value !== 'object' || value === null || depth === deepest) return value;
  if (Array.isArray(value)) return value.map((inner) => silenced(inner, depth + 1));
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, silenced(inner, depth + 1)]));
}
