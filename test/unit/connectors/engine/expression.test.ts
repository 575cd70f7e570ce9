import { expect, it } from '@jest/globals';
import { compileExpression, holds, textOf } from '../../../../src/connectors/engine/expression.ts';
import { expiryOf } from '../../../../src/connectors/engine/account.ts';
import { readReply } from '../../../../src/connectors/engine/reply.ts';
import { retryAfterMs } from '../../../../src/connectors/engine/retry-after.ts';

const read = (text: string, type = 'application/json') =>
  readReply({ status: 200, headers: { 'content-type': type }, cookies: {}, text });

it.each([
  ['status == 200 && json.ok == true', true],
  ['json.error == "invalid_auth"', false],
  ['json.missing.deeper == 1 || status == 200', true],
  ['has(json.ok) && headers["x-a"] == "b"', true],
  ['json.list.exists(x, x.name == "b")', true],
  ['text.contains("ok")', true],
  ['text.matches("(a+)+$")', false],
  ['"just text"', false],
  ['"TICKET_ä".base64() == "VElDS0VUX8Ok"', true],
])('%s: %s', (source, wanted) => {
  const variables = {
    status: 200,
    text: '{"ok":true}',
    headers: { 'x-a': 'b' },
    json: { ok: true, list: [{ name: 'a' }, { name: 'b' }] },
  };

  expect(holds(source, variables)).toBe(wanted);
});

it('keeps every digit of a large id', () => {
  expect(textOf('json.id', { json: read('{"id": 12345678901234567890}').json })).toBe('12345678901234567890');
});

it('reads XML without prefixes, and no entities of its own', () => {
  const xml = read(
    '<d:multistatus xmlns:d="DAV:"><d:href a="1">/x&amp;y</d:href></d:multistatus>',
    'application/xml',
  ).xml;
  const bomb = read('<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaa">]><l>&a;</l>', 'application/xml').xml;

  expect(textOf('xml.multistatus.href["#text"]', { xml })).toBe('/x&y');
  expect(bomb).toBeNull();
});

it.each([
  ['<html><body>Sign in</body></html>', 'text/html'],
  ['<!DOCTYPE html><p>', 'application/json'],
])('takes %s for a web page, not for JSON or XML', (text, type) => {
  expect(read(text, type)).toMatchObject({ html: true, json: null, xml: null });
});

it('says the column of what is not an expression', () => {
  expect(() => compileExpression('json.ok ==')).toThrow('<input>:1:9: found =');
});

it.each([
  ['jsn.ok == true', '<input>:1:1: there is no variable jsn'],
  ['status == 200 && body.ok', '<input>:1:18: there is no variable body'],
])('names the variable in %s that is not one', (source, message) => {
  expect(() => compileExpression(source)).toThrow(message);
  expect(() => compileExpression('json.l.exists(x, x.a == 1) && type(json) == map')).not.toThrow();
});

it.each([
  ['json.end', { end: '2030-01-01T00:00:00Z' }, Date.UTC(2030, 0, 1)],
  ['json.end', { end: 1893456000 }, Date.UTC(2030, 0, 1)],
  ['timestamp(json.end)', { end: '2030-01-01T00:00:00Z' }, Date.UTC(2030, 0, 1)],
  ['json.end', {}, undefined],
  ['json.end', { end: 'never' }, undefined],
])('expiry %s of %j', (source, json, wanted) => {
  expect(expiryOf(source, { json })?.getTime()).toBe(wanted);
});

it.each([
  ['120', 120_000],
  [' 1.5 ', 1500],
  ['Tue, 01 Jan 2030 00:01:00 GMT', 60_000],
  ['Mon, 31 Dec 2029 00:00:00 GMT', 0],
  ['99999999999', 24 * 3600 * 1000],
  ['soon', undefined],
  [undefined, undefined],
])('Retry-After %s is %s ms', (header, wanted) => {
  expect(retryAfterMs(header, Date.UTC(2030, 0, 1))).toBe(wanted);
});
