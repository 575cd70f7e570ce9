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
