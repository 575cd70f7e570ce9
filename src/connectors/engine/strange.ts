import { readChallenges } from '../transport/challenges.ts';
import { isOwnHost } from './own-host.ts';
import type { ReadResponse } from './response.ts';
import type { Plan } from '../platform.ts';
import type { Session } from './session.ts';

/**
 * A refusal in a form that a vendor's API does not use: a page with 401 that asks for nothing that fits, a challenge of a
 * network alone, or plain words with 403. Something in front of it has refused. A customer's own server has pages and words of whatever it is made of.
 */
export function isStrange(response: ReadResponse, host: string, { plan }: Session): boolean {
  const { status } = response;
  if (status !== 401 && status !== 403) return false;
  const isForm = status === 401 ? isForeign(response, plan) : isPlainText(response);
  return isForm && !isOwnHost(host, plan);
}

function isForeign(response: ReadResponse, { method: { credential = {} } }: Plan): boolean {
  if (response.html && !asksForIt(response, credential)) return true;
  const asked = readChallenges(response.headers['www-authenticate']);
  return asked.length > 0 && asked.every(({ scheme }) => ofWindows.has(scheme)) && !('ntlm' in credential);
}

const ofWindows: ReadonlySet<string> = new Set(['digest', 'negotiate', 'ntlm', 'kerberos']);

function isPlainText({ headers, text, json, xml, html }: ReadResponse): boolean {
  const said = /^text\/plain\b/.test(headers['content-type'] ?? 'text/plain');
  return said && !html && text.trim() !== '' && json === null && xml === null;
}

/** Schemes of those that let people or machines of a network in, and not of an API that takes tokens. */
const ofNetworks: ReadonlySet<string> = new Set(['basic', 'digest', 'negotiate', 'ntlm']);

function asksForIt({ headers }: ReadResponse, credential: object = {}): boolean {
  const challenges = readChallenges(headers['www-authenticate']);
  const takesToken = 'bearer' in credential;
  return challenges.some(({ scheme }) => !takesToken || !ofNetworks.has(scheme));
}
