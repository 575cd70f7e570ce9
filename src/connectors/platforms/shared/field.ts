/** One field of a form: JSON Schema of a text that a person enters. */
export function text(title: string, description: string, example: string, more: Record<string, unknown> = {}) {
  // A pattern that an empty text does not match says so too.
  const isFilled = 'pattern' in more && !new RegExp(String(more['pattern'])).test('');
  return { type: 'string', ...(isFilled ? {} : { minLength: 1 }), title, description, examples: [example], ...more };
}

/** A text that nobody may see again. */
export function secret(title: string, description: string, example: string, more: Record<string, unknown> = {}) {
  return text(title, description, example, { writeOnly: true, ...more });
}

/** Of a key that names somebody, where its use does not say so. */
export const visible = { writeOnly: false };

/** Sent as a header, so one line of visible characters. */
export const token = { pattern: '^[\\x21-\\x7e]+$' };

export const username = text('User name', 'Account to sign in as.', 'svc-migration', {
  pattern: '^[^:\\u0000-\\u001f]+$',
});
/** Of a method whose own request shows it. */
export const shownUsername = { ...username, ...visible };
export const password = secret('Password', 'Password of the account.', 'your-password');

/** Of a method that sends a token which somebody obtained elsewhere. */
export const accessToken = secret(
  'Access token',
  'The token, which is sent in header Authorization: Bearer.',
  'your-access-token',
  token,
);

/** Of a platform that replaces it with each use. */
export const rotatingRefreshToken = secret(
  'Refresh token',
  'Refresh token that the authorization issued. It works once.',
  'your-refresh-token',
);

export const windowsDomain = text(
  'Domain',
  'Windows domain of the account (ntlm), where the user name has none in it.',
  'ACME',
  { pattern: '^[^\\\\/@\\s]+$' },
);

/**
 * Addresses that people paste from a browser, and the part of each that the setting means: what the first group holds, or
 * `write` with `$1` for it.
 * @example pasted(['^https://[^/]+/([^/]+)'])
 */
export function pasted(...parts: readonly [match: string, write?: string][]) {
  return { 'x-from-address': parts.map(([match, write]) => (write === undefined ? match : { match, write })) };
}
