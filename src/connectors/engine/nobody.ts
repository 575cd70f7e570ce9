import { failure, type Failure } from '../failure.ts';

/** What servers and their libraries write where there is no account, in lower case. */
const words: ReadonlySet<string> = new Set([
  '0',
  'null',
  'undefined',
  'none',
  'nil',
  'nan',
  'n/a',
  'false',
  'unknown',
  'anonymous',
  'anonymous user',
  'anonymoususer',
  'guest',
  'guest user',
  'nobody',
  'unauthenticated',
  'not authenticated',
  'system:anonymous',
  '[object object]',
  '00000000-0000-0000-0000-000000000000',
]);

const negative = /^-\d+$/;
const visible = /[\p{L}\p{N}\p{So}]/u;

/** Whether an id stands for nobody. Who signs in by such a name is somebody, if the platform says the same. */
export function isNobody(id: string, login: string | undefined): boolean {
  const text = id.trim().toLowerCase();
  if (text === login?.trim().toLowerCase()) return false;
  return words.has(text) || negative.test(text) || !visible.test(text);
}

/**
 * Why a response proves no account. An id is repeated only if it is one of the words that servers write for none.
 * @param id - what the response has for it
 */
export function unnamed(host: string | undefined, id: string | undefined): Failure {
  const word = id?.trim() ?? '';
  if (!words.has(word.toLowerCase()))
    return failure('UnexpectedReply', { about: `${host} responds without saying which account it is` });
  return failure('UnexpectedReply', {
    about: `${host} names no account: its ID is "${word}"`,
    fix: 'Check that the server takes this kind of credential, and does not sign in a guest instead.',
  });
}
