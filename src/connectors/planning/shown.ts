/** Names before a value that is a secret, in an address, a connection string or a header. */
const named = /(?:sig|signature|key|token|secret|password|passwd|pwd|authorization)["']?\s{0,3}[=:]\s{0,3}[^\s&;]/i;

/** How the tokens of vendors begin. */
const issued =
  /^(?:gh[a-z]|github|glpat|gldt|glrt|xox[a-z]|xoxe|xapp|pat|ntn|secret|sk|pk|sl|ya29|AKIA|ASIA|ATATT|ATCTT|EAA|eyJ|shpat|dop|dckr|npm|hf|1\/\/)[-_.A-Z0-9][^\s/]{12,}$/;

/** Whether a text begins as the tokens of one vendor do. */
export const isIssued = (text: string) => issued.test(text);

/** Letters of both cases and digits in a row, as programs make them; words and GUIDs are not so. */
const random = /^(?=[^a-z]*[a-z])(?=[^A-Z]*[A-Z])(?=[^0-9]*[0-9])[\w+/=~.!-]{32,}$/;

/**
 * Whether a setting's value may be repeated in a message. A user name or a credential in one is a slip, and it must not get
 * into a status, an Event and a log for that.
 */
export function isShown(value: unknown): boolean {
  if (value === undefined) return false;
  return !textOf(value).includes('@') && !mayBeSecret(value);
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));

/** Whether a value has the look of a credential. */
export function mayBeSecret(value: unknown): boolean {
  const bare = textOf(value).slice(0, 4096).trim();
  return named.test(bare) || issued.test(bare) || random.test(bare);
}
