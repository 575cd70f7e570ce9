import { describe, expect, it } from '@jest/globals';

import { createRedactor, REDACTED } from '../../../src/runtime/redactor.ts';

const SECRET = 'p@ss/w+rd "ü" \\ 1\n?~';

const FORMS: Record<string, string> = {
  plain: SECRET,
  base64: Buffer.from(SECRET).toString('base64'),
  'base64 without padding': Buffer.from(SECRET).toString('base64').replaceAll('=', ''),
  base64url: Buffer.from(SECRET).toString('base64url'),
  'URL-encoded': encodeURIComponent(SECRET),
  'URL-encoded in lower case': encodeURIComponent(SECRET).replace(/%../g, (hex) => hex.toLowerCase()),
  'form-encoded': new URLSearchParams({ a: SECRET }).toString().slice(2),
  'JSON-escaped': JSON.stringify(SECRET).slice(1, -1),
  'JSON-escaped twice': JSON.stringify(JSON.stringify(SECRET)).slice(3, -3),
};

describe('createRedactor', () => {
  it.each(Object.entries(FORMS))('removes a value that is %s', (_form, text) => {
    const redactor = createRedactor();
    redactor.add(SECRET);

    const scrubbed = redactor.scrub(`before ${text} after`);

    expect(scrubbed).toBe(`before ${REDACTED} after`);
  });

  it.each(['user', 'user1', 'user12'])('removes the password from Basic credentials of %s', (user) => {
    const password = 'correct horse battery';
    const redactor = createRedactor();
    redactor.add(password);
    const header = Buffer.from(`${user}:${password}:rest`).toString('base64');

    const scrubbed = redactor.scrub(header);

    const left = Buffer.from(scrubbed.replace(REDACTED, ''), 'base64').toString('utf8');
    expect(scrubbed).toContain(REDACTED);
    for (let at = 0; at + 4 <= password.length; at++) expect(left).not.toContain(password.slice(at, at + 4));
  });

  it.each([
    ['a value within another', ['secret', 'my-secret-value'], 'is my-secret-value!', `is ${REDACTED}!`],
    ['values that overlap', ['abcdef', 'efghij'], '<abcdefghij>', `<${REDACTED}>`],
    ['values side by side', ['abcd', 'wxyz'], 'abcdwxyz', REDACTED + REDACTED],
    ['a value over itself', ['abab'], 'ababab', REDACTED],
    ['a value found twice', ['abcd'], 'abcd-abcd', `${REDACTED}-${REDACTED}`],
    ['a value shorter than 4 characters', ['abc'], 'abcabc', 'abcabc'],
    ['a lone surrogate', ['ab\ud800cd'], 'text', 'text'],
  ])('handles %s', (_case, values, text, expected) => {
    const redactor = createRedactor();
    for (const value of values) redactor.add(value);

    expect(redactor.scrub(text)).toBe(expected);
  });

  it('knows a value until its last holder has released it', () => {
    const redactor = createRedactor();
    const releaseFirst = redactor.add('hunter22');
    const releaseSecond = redactor.add('hunter22');

    releaseFirst();
    releaseFirst();
    const whileHeld = redactor.scrub('hunter22');
    releaseSecond();
    const afterwards = redactor.scrub('hunter22');

    expect(whileHeld).toBe(REDACTED);
    expect(afterwards).toBe('hunter22');
  });
});
