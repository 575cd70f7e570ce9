import { describe, expect, it } from '@jest/globals';
import { renderUrl } from '../../../../src/connectors/engine/template-url.ts';
import {
  renderHeader,
  renderJson,
  renderText,
  renderXml,
  type Scope,
} from '../../../../src/connectors/engine/template.ts';

function scope(config: Record<string, unknown>, more: Partial<Scope> = {}): Scope {
  return { config, secret: {}, values: {}, session: {}, requires: {}, ...more };
}

describe('addresses', () => {
  it.each<[string, string, Record<string, unknown>, string]>([
    ['a fixed one', 'https://slack.com/api/auth.test', {}, 'https://slack.com/api/auth.test'],
    ['the whole', '{{config.url}}', { url: ' https://dav.corp/Files/ ' }, 'https://dav.corp/Files/'],
    ['the whole with its query', '{{config.url}}', { url: 'https://a/b?c=d#e' }, 'https://a/b?c=d'],
    ['a trailing slash before a path', '{{config.url}}/ocs', { url: 'https://cloud.corp/' }, 'https://cloud.corp/ocs'],
    ['a host', 'https://{{config.host}}/x', { host: 'h.corp:8443' }, 'https://h.corp:8443/x'],
    [
      'a label of the host',
      'https://{{config.account}}.blob.core.windows.net/',
      { account: 'acc' },
      'https://acc.blob.core.windows.net/',
    ],
    ['a path segment', 'https://a/f/{{config.id}}/p', { id: 'a/b c?d#e%' }, 'https://a/f/a%2Fb%20c%3Fd%23e%25/p'],
    ['a query value', 'https://a/?q={{config.q}}', { q: 'a&b=c' }, 'https://a/?q=a%26b%3Dc'],
  ])('%s', (_name, template, config, wanted) => {
    expect(renderUrl(template, scope(config)).href).toBe(wanted);
  });

  it.each<[string, string, Record<string, unknown>, RegExp]>([
    ['not an address', '{{config.url}}', { url: 'files.corp' }, /^spec\.config\.url is not an address/],
    ['another scheme', '{{config.url}}', { url: 'ftp://a' }, /^spec\.config\.url is not an address/],
    ['a password inside', '{{config.url}}', { url: 'https://u:p@a' }, /config\.url has a user name or password in it/],
    ['a path in a host', 'https://{{config.host}}/', { host: 'a/b' }, /^spec\.config\.host is not a host name/],
    [
      'an address in a host',
      'https://{{config.host}}/',
      { host: 'https://a' },
      /^spec\.config\.host is not a host name/,
    ],
    [
      'a user in a host',
      'https://{{config.host}}/',
      { host: 'slack.com@evil.org' },
      /^spec\.config\.host is not a host name/,
    ],
    [
      'an account that ends the host',
      'https://{{config.a}}.slack.com/',
      { a: 'evil.org#' },
      /config\.a is not a host name/,
    ],
    ['a step up', 'https://a/{{config.id}}/x', { id: '..' }, /spec\.config\.id has "\." or "\.\." in it/],
    ['nothing', 'https://{{config.host}}/', {}, /the address needs spec\.config\.host/],
  ])('refuses %s', (_name, template, config, message) => {
    expect(() => renderUrl(template, scope(config))).toThrow(message);
  });

  it('names the account that was proved, and keeps the slashes of a setting named path', () => {
    const at = scope({ path: '/Finance/Q1' }, { account: { id: 'u@corp' } });

    expect(renderUrl('https://a/dav/{{account.id}}/{{config.path}}', at).href).toBe(
      'https://a/dav/u%40corp/Finance/Q1',
    );
    expect(() => renderUrl('https://a/{{account.id}}', scope({}))).toThrow('the address needs account.id');
  });

  it('keeps the slashes of requires.path, and no step up in it', () => {
    const at = (path: string) => renderUrl('https://a/dav/{{requires.path}}', scope({}, { requires: { path } })).href;

    expect(at('Finance/2030 Q1')).toBe('https://a/dav/Finance/2030%20Q1');
    expect(() => at('a/../../b')).toThrow('spec.requires.path has "." or ".." in it');
  });

  it.each([
    ['Finance', 'https://a/dav/Finance/file'],
    ['/Finance/', 'https://a/dav/Finance/file'],
    ['/', 'https://a/dav/file'],
  ])('goes on behind requires.path %s with one slash', (path, url) => {
    const template = 'https://a/dav/{{requires.path}}/file';

    expect(renderUrl(template, scope({}, { requires: { path } })).href).toBe(url);
  });
});

it('refuses a line break in a header by the name of the variable, not by its value', () => {
  const at = (token: string) => renderHeader('Bearer {{secret.token}}', scope({}, { secret: { token } }));

  expect(at('abc')).toBe('Bearer abc');
  expect(() => at('abc\r\nX-Evil: 1')).toThrow(/^token has a character that cannot stand in an HTTP header$/);
});

it('encodes for XML, and for JSON by its structure', () => {
  const values = scope({ a: `<&"'>`, list: ['x', 'y'] });

  expect(renderXml('<v>{{config.a}}</v>', values)).toBe('<v>&lt;&amp;&quot;&apos;&gt;</v>');
  expect(
    JSON.stringify(
      renderJson(
        { a: '{{config.a}}', none: '{{config.none}}', n: 1, deep: ['{{config.list}}', '{{config.none}}'] },
        values,
      ),
    ),
  ).toBe(`{"a":"<&\\"'>","n":1,"deep":["x y"]}`);
});

it('keeps true and false in JSON where a setting stands alone', () => {
  const values = scope({ on: true, off: false, word: 'true' });

  expect(
    renderJson({ a: '{{config.on}}', b: '{{config.off}}', c: '{{config.word}}', d: 'x{{config.on}}' }, values),
  ).toEqual({ a: true, b: false, c: 'true', d: 'xtrue' });
});

it('does not read a value as a template, nor a key of the prototype as a value', () => {
  expect(renderText('{{config.a}}', scope({ a: '{{secret.s}}' }, { secret: { s: 'hidden' } }))).toBe('{{secret.s}}');
  expect(renderText('{{config.constructor}}', scope({}))).toBeUndefined();
});

it.each(['{{foo}}', '{{config}}', '{{config.a.b}}', '{{env.HOME}}', '{{}}'])(
  'names the variable %s that is not one',
  (template) => {
    expect(() => renderText(template, scope({}))).toThrow('is not a variable');
  },
);
