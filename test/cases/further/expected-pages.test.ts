import { describe, it } from '@jest/globals';
import type { Answer } from '../../support/fake-platform.ts';
import { holdVerdict, type VerdictCase } from '../verdict-case.ts';

const html = (body: string, more: object = {}): Answer => ({
  type: 'text/html',
  text: `<!DOCTYPE html><html><body>${body}</body></html>`,
  ...more,
});
const page = html('<h1>Report</h1><p>42</p>');
const form = html('<form action="/session" method="post"><input name="u"><input name="p" type="password"></form>');
const url = 'https://intranet.example.com/report';

/** One answer to those who show something, another one to strangers. */
const unless =
  (good: Answer, stranger: Answer): VerdictCase['answer'] =>
  ({ headers }) =>
    headers['authorization'] === undefined && headers['x-api-key'] === undefined ? stranger : good;

const basic: Pick<VerdictCase, 'platform' | 'method' | 'secret'> = {
  platform: 'http-endpoint',
  method: 'basic',
  secret: { username: 'svc', password: 'made up, and right' },
};
const shown = (name: string, more: Partial<VerdictCase>): VerdictCase => ({
  ...basic,
  name,
  config: { url, expectedStatus: 200 },
  answer: unless(page, { status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } }),
  reason: 'Verified',
  ...more,
});

describe('A page is what was asked for', () => {
  it.each<VerdictCase>([
    shown('by Basic, after a challenge', {}),
    shown('by a header of its own', {
      method: 'header',
      config: { url, expectedStatus: 200, headerName: 'X-Api-Key' },
      secret: { value: 'made-up-0123456789' },
    }),
    shown('where strangers get 403 as a page', { answer: unless(page, html('<h1>403</h1>', { status: 403 })) }),
    shown('where strangers get 401 as a page', {
      answer: unless(page, html('<h1>401</h1>', { status: 401, headers: { 'www-authenticate': 'Basic realm="r"' } })),
    }),
    shown('where strangers get 410', { answer: unless(page, { status: 410 }) }),
    shown('where strangers are sent to sign in on the same host', {
      answer: unless(page, { status: 302, headers: { location: '/login?next=%2Freport' } }),
    }),
    shown('where the server fails for strangers', { answer: unless(page, { status: 500 }) }),
    shown('as XHTML', {
      answer: unless(
        { type: 'application/xhtml+xml', text: '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>' },
        { status: 401 },
      ),
    }),
    shown('of status 206', {
      config: { url, expectedStatus: 206 },
      answer: unless(html('<p>42</p>', { status: 206 }), { status: 401 }),
    }),
    shown('with a search field in it', {
      answer: unless(html('<form action="/search"><input type="search"></form>42'), { status: 401 }),
    }),
  ])('$name', holdVerdict);
});

describe('A page is none', () => {
  it.each<VerdictCase>([
    shown('where no status was expected', { config: { url }, reason: 'UnexpectedReply' }),
    shown('where strangers get the same', { answer: () => page, reason: 'UnexpectedReply' }),
    shown('where strangers get another page', {
      answer: unless(page, html('<h1>Welcome</h1>')),
      reason: 'UnexpectedReply',
    }),
    shown('where it asks to sign in', { answer: unless(form, { status: 401 }), reason: 'InteractionRequired' }),
    shown('where the right credential is not found either', {
      answer: unless(html('gone', { status: 404 }), { status: 401 }),
      reason: 'TargetNotFound',
    }),
    shown('where it is a block page', {
      answer: () => html('Blocked', { status: 403 }),
      reason: ['AccessRefused', 'UnexpectedReply'],
    }),
    shown('where the expected status is another', { config: { url, expectedStatus: 204 }, reason: 'UnexpectedReply' }),
    shown('where another platform is asked', {
      platform: 'nuxeo',
      config: { url: 'https://intranet.example.com/nuxeo' },
      reason: 'UnexpectedReply',
    }),
  ])('$name', holdVerdict);
});
