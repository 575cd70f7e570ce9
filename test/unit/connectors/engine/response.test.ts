import { expect, it } from '@jest/globals';
import { dateIn } from '../../../../src/connectors/engine/facts.ts';
import { readResponse } from '../../../../src/connectors/engine/response.ts';
import { retryAfterMs } from '../../../../src/connectors/engine/retry-after.ts';
import { Bindings, textOf } from '../../../../src/connectors/language/expression.ts';

const read = (text: string, type = 'application/json') =>
  readResponse({ status: 200, headers: { 'content-type': type }, cookies: {}, text });

it('keeps every digit of a large id', () => {
  const { json } = read('{"id": 12345678901234567890}');

  expect(textOf('json.id', new Bindings({ json }))).toBe('12345678901234567890');
});

it('reads XML without prefixes, and no entities of its own', () => {
  const { xml } = read(
    '<d:multistatus xmlns:d="DAV:"><d:href a="1">/x&amp;y</d:href></d:multistatus>',
    'application/xml',
  );
  const bomb = read('<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa">]><l>&a;</l>', 'application/xml').xml;

  expect(textOf('xml.multistatus.href["#text"]', new Bindings({ xml }))).toBe('/x&y');
  expect(bomb).toBeNull();
});

/** The parser itself makes something of each of them. */
it.each([
  '<list><entry>1</entry>',
  '<list><entry>1</entry></list',
  '<list><entry>1</entry></lis>',
  '<list><entry>1</entry><!-- </list> -->',
  `<list>${'<e/>'.repeat(8200)}</list>`,
])('takes XML that is not whole, or has too many elements, for nothing: %#', (text) => {
  expect(read(text, 'application/xml').xml).toBeNull();
});

it.each([
  ['at most 4,096 values', `[${'1,'.repeat(4094)}1]`, 4095],
  ['more', `[${'1,'.repeat(4095)}1]`, undefined],
  ['more, in objects', `[${'{"a":1},'.repeat(2047)}{"a":1}]`, undefined],
])('reads JSON with %s', (_what, text, length) => {
  const { json, damaged } = read(text, 'application/json');

  expect((json as unknown[] | null)?.length).toBe(length);
  expect(damaged).toBe(length === undefined ? 'JSON' : undefined);
});

it.each([
  '<list><entry>1</entry></list>',
  '<?xml version="1.0"?><!-- a --><list><entry>1</entry></list> <!-- b -->\n',
  `<list><entry>1</entry>${'<e/>'.repeat(5000)}</list>`,
])('takes XML that is whole: %#', (text) => {
  expect(textOf('xml.list.entry', new Bindings({ xml: read(text, 'application/xml').xml }))).toBe('1');
});

it.each([
  ['<html><body>Sign in</body></html>', 'text/html'],
  ['<!DOCTYPE html><p>', 'application/json'],
])('takes %s for a web page, not for JSON or XML', (text, type) => {
  expect(read(text, type)).toMatchObject({ html: true, json: null, xml: null });
});

it.each([
  ['json.end', { end: '2030-01-01T00:00:00Z' }, Date.UTC(2030, 0, 1)],
  ['json.end', { end: 1893456000 }, Date.UTC(2030, 0, 1)],
  ['timestamp(json.end)', { end: '2030-01-01T00:00:00Z' }, Date.UTC(2030, 0, 1)],
  ['json.end', {}, undefined],
  ['json.end', { end: 'never' }, undefined],
])('expiry %s of %j', (source, json, wanted) => {
  expect(dateIn(source, new Bindings({ json }))?.getTime()).toBe(wanted);
});

it.each([
  ['120', 120_000],
  [' 1.5 ', 1500],
  ['Tue, 01 Jan 2030 00:01:00 GMT', 60_000],
  ['Mon, 31 Dec 2029 00:00:00 GMT', 0],
  ['99999999999', 24 * 3600 * 1000],
  ['soon', undefined],
  ['soon 5', undefined],
  ['0', 0],
  ['-5', undefined],
  ['Fri, 31 Dec 1999 23:59:59 GMT', 0],
  ['Tuesday, 01-Jan-30 00:01:00 GMT', 60_000],
  [undefined, undefined],
])('Retry-After %s is %s ms', (header, wanted) => {
  expect(retryAfterMs(header, Date.UTC(2030, 0, 1))).toBe(wanted);
});
