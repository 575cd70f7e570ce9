import { describe, expect, it } from '@jest/globals';
import { renderUrl } from '../../../../src/connectors/language/template-url.ts';

const at = (template: string, config: Record<string, unknown>) => renderUrl(template, { config }).href;

describe('addresses', () => {
  it.each<[string, string, Record<string, unknown>, string]>([
    ['a fixed one', 'https://slack.com/api/auth.test', {}, 'https://slack.com/api/auth.test'],
    ['the whole', '{{config.url}}', { url: ' https://dav.corp/Files/ ' }, 'https://dav.corp/Files/'],
    ['the whole with its query', '{{config.url}}', { url: 'https://a/b?c=d#e' }, 'https://a/b?c=d'],
    [
      'another query than its own',
      '{{config.url}}?q={{config.q}}',
      { url: 'https://a/b?c=d', q: '1' },
      'https://a/b?q=1',
    ],
    ['a trailing slash before a path', '{{config.url}}/ocs', { url: 'https://cloud.corp/' }, 'https://cloud.corp/ocs'],
    ['slashes and a query before a path', '{{config.url}}/o', { url: 'https://a/b//?c=d#e' }, 'https://a/b/o'],
    ['a host', 'https://{{config.host}}/x', { host: 'h.corp:8443' }, 'https://h.corp:8443/x'],
    ['an IPv6 host', 'https://{{config.host}}/x', { host: '[::1]:8443' }, 'https://[::1]:8443/x'],
    ['a label of the host', 'https://{{config.account}}.example.com/', { account: 'acc' }, 'https://acc.example.com/'],
    ['a path segment', 'https://a/f/{{config.id}}/p', { id: 'a/b c?d#e%' }, 'https://a/f/a%2Fb%20c%3Fd%23e%25/p'],
    ['a query value', 'https://a/?q={{config.q}}', { q: 'a&b=c/..' }, 'https://a/?q=a%26b%3Dc%2F..'],
    ['no fragment', 'https://a/b#{{config.q}}', { q: 'x' }, 'https://a/b'],
    ['a list in a path', 'https://a/{{config.l|commas}}', { l: ['x', 'y'] }, 'https://a/x%2Cy'],
  ])('%s', (_name, template, config, wanted) => {
    expect(at(template, config)).toBe(wanted);
  });

  it.each<[string, string, Record<string, unknown>, RegExp]>([
    ['not an address', '{{config.url}}', { url: 'files.corp' }, /^spec\.config\.url is not an address/],
    ['another scheme', '{{config.url}}', { url: 'ftp://a' }, /^spec\.config\.url is not an address/],
    ['a password inside', '{{config.url}}', { url: 'https://u:p@a' }, /config\.url has a user name or password in it/],
    ['a user in a host', 'https://{{config.host}}/', { host: 'a@evil.org' }, /^spec\.config\.host is not a host name/],
    ['a path in a host', 'https://{{config.host}}/', { host: 'a/b' }, /^spec\.config\.host is not a host name/],
    ['an address in a host', 'https://{{config.host}}/', { host: 'https://a' }, /config\.host is not a host name/],
    ['an end of the host', 'https://{{config.a}}.slack.com/', { a: 'evil.org#' }, /config\.a is not a host name/],
    ['a backslash in a host', 'https://{{config.a}}.slack.com/', { a: 'evil.org\\' }, /config\.a is not a host name/],
    ['a step up', 'https://a/{{config.id}}/x', { id: '..' }, /spec\.config\.id has "\." or "\.\." in it/],
    ['a dot', 'https://a/{{config.id}}/x', { id: '.' }, /spec\.config\.id has "\." or "\.\." in it/],
    ['half a character', 'https://a/{{config.id}}', { id: '\ud800' }, /config\.id has half of a character in it/],
    ['a port in the middle', 'https://{{config.a}}.b/', { a: 'a:80' }, /^the address is not an http or https URL/],
    ['nothing', 'https://{{config.host}}/', {}, /^the address needs spec\.config\.host$/],
  ])('refuse %s', (_name, template, config, message) => {
    expect(() => at(template, config)).toThrow(message);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['https://a/{{session.id}}', {}, 'UnexpectedReply'],
    ['https://a/{{session.id}}', { session: { id: '..' } }, 'UnexpectedReply'],
    ['https://a/{{secret.id}}', {}, 'SecretInvalid'],
    ['https://{{host}}/', {}, 'InvalidConfiguration'],
    ['{{root}}/a', { root: 'h' }, 'InvalidConfiguration'],
  ])('%s with %j is %s', (template, names, reason) => {
    expect(() => renderUrl(template, names)).toThrow(expect.objectContaining({ reason }));
  });
});

describe('segments', () => {
  it.each([
    ['https://a/dav/{{p|segments}}', 'Finance/2030 Q1', 'https://a/dav/Finance/2030%20Q1'],
    ['https://a/dav/{{p|segments}}', '/Finance/Q1', 'https://a/dav/Finance/Q1'],
    ['https://a/dav/{{p|segments}}', 'a//b/', 'https://a/dav/a/b/'],
    ['https://a/dav/{{p|segments}}', '/', 'https://a/dav/'],
    ['https://a/dav/{{p|segments}}/file', 'Finance', 'https://a/dav/Finance/file'],
    ['https://a/dav/{{p|segments}}/file', '/Finance/', 'https://a/dav/Finance/file'],
    ['https://a/dav/{{p|segments}}/file', '/', 'https://a/dav/file'],
    ['https://a/dav{{p|segments}}', '/Finance', 'https://a/dav/Finance'],
    ["https://a/f('{{p|odata|segments}}')", "/it's/x?", "https://a/f('/it''s/x%3F')"],
    ['https://a/{{p|segments}}', 'a%2F..', 'https://a/a%252F..'],
  ])('%s with %s', (template, p, wanted) => {
    expect(renderUrl(template, { p }).href).toBe(wanted);
  });

  it.each(['a/../b', '..', './a', 'a/.'])('have no %s', (path) => {
    const render = () => renderUrl('https://a/{{requires.path|segments}}', { requires: { path } });

    expect(render).toThrow('spec.requires.path has "." or ".." in it');
  });

  it('go over a long row of slashes once', () => {
    expect(renderUrl('{{u}}/x', { u: `https://a/${'/'.repeat(65_536)}` }).href).toBe('https://a/x');
    expect(renderUrl('https://a/{{p|segments}}/x', { p: `${'/'.repeat(65_536)}b` }).href).toBe('https://a/b/x');
  });
});
