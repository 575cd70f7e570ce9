import { describe, expect, it } from '@jest/globals';
import type { Connection } from '../../src/api/resources.ts';
import { planConnection, registry } from '../../src/connectors/index.ts';
import { notConsented } from '../../src/inputs/consent.ts';
import { secretBytes, testNow } from '../support/test-context.ts';
import { threadMs } from '../support/thread-time.ts';

/** Whoever writes a Connection spells a host as they like: it is the owner's host that the Secret goes to, or none. */
const annotation = 'connection-operator.dev/allowed-hosts';
const values = { username: 'svc', password: 'canary-password' };

/** Where the Secret would go: hosts of the plan, or why it goes nowhere. */
function goesTo(
  platform: string,
  config: object,
  hosts: string,
  { secret: content = values, requires }: { secret?: Record<string, string>; requires?: { path: string } } = {},
): string[] | 'refused' {
  const spec = { platform, config: config as Record<string, unknown>, requires, secretRef: { name: 's' } };
  const metadata = { name: 'c', namespace: 'ns', uid: 'u', resourceVersion: '1' };
  const connection = { metadata, spec } as Connection;
  const secret = { metadata: { uid: 's', resourceVersion: '1', annotations: { [annotation]: hosts } } };
  const asked = { ...spec, platform: registry.get(platform)!, secret: secretBytes(content), now: testNow };
  const planned = planConnection(asked);
  if ('verdict' in planned) return 'refused';
  const refused = notConsented(connection, secret, { plan: planned.plan, proxy: undefined }, true);
  // Nothing is sent where no host is allowed.
  return refused || planned.plan.hosts.length === 0 ? 'refused' : [...planned.plan.hosts];
}

const withUrl = (url: string, hosts = 'dav.example.com') => goesTo('webdav', { url }, hosts);
const withHost = (host: string, hosts: string) =>
  goesTo('sftp', { host, hostKeys: ['SHA256:uNiVztksCsDhcc0u9e8BrcJEXaMKJ2yzaxl2pQlA5PA'] }, hosts);

describe('another host that is spelled like the owner’s is refused', () => {
  it.each([
    'https://dav.example.com.evil.org/',
    'https://dav.example.com@evil.org/',
    'https://dav.example.com:443@evil.org/',
    'https://dav.example.com%2eevil.org/',
    'https://dav.example.com%00.evil.org/',
    'https://evil.org/?dav.example.com',
    'https://evil.org/#@dav.example.com',
    'https://evil.org\\@dav.example.com/',
    'https://evil.org\\.dav.example.com/',
    'https:evil.org/dav.example.com',
    '//evil.org/dav.example.com',
    'https://evil.org\t/dav.example.com',
    'https://dav\u00ad.example.com.evil.org/',
    'https://dav.example\u3002com.evil.org/',
    'https://dav.examp1e.com/',
    'https://dаv.example.com/',
    'https://xn--dv-6kc.example.com/',
    'https://dav.example.com..evil.org/',
  ])('%j', (url) => {
    expect(withUrl(url)).toBe('refused');
  });

  it.each([
    ['10.0.0.1', '10.0.0.10'],
    ['10.0.0.1', '10.0.0.1.evil.org'],
    ['fd00::1', 'fd00::11'],
    ['fd00::1', '::ffff:10.0.0.1'],
    ['*.example.com', 'example.com'],
    ['*.example.com', 'evilexample.com'],
    ['*.example.com', 'a.example.com.evil.org'],
    ['*.com', 'com'],
    ['*', 'files.example.com'],
    ['*.', 'files.example.com'],
    ['**.example.com', 'a.b.example.com'],
    ['a*.example.com', 'ab.example.com'],
    ['.example.com', 'a.example.com'],
    ['https://files.example.com', 'files.example.com.evil.org'],
    ['files.example.com/', 'files.example.com.evil.org'],
    ['files.example.com:22', 'files.example.com.evil.org:22'],
    ['files.example.com;evil.org', 'evil.org'],
    ['files.example.com evil.org', 'evil.org'],
    ['"evil.org"', 'evil.org'],
    ['[evil.org]', 'evil.org'],
  ])('%j is no word for %j', (hosts, host) => {
    expect(withHost(host, hosts)).toBe('refused');
  });
});

it.each(['https://dav.example.com:8443/', 'http://dav.example.com/'])(
  'a port that is named is no other one: %j',
  (url) => {
    expect(withUrl(url, 'dav.example.com:443')).toBe('refused');
  },
);

describe('the owner’s host may be spelled in other ways, and stays the same', () => {
  it.each([
    ['https://DAV.Example.COM/', 'dav.example.com'],
    ['https://dav.example.com:443/', 'dav.example.com'],
    ['https://dav.example.com/', ' DAV.EXAMPLE.COM , other.example'],
    ['https://dav.example.com/', 'dav.example.com:443'],
    ['https://dav.example.com/', 'other.example,*.example.com,'],
    ['https://ｄａｖ.example.com/', 'dav.example.com'],
    ['https://dav\u00ad.example.com/', 'dav.example.com'],
    ['https://dav.example.com\\@evil.org/', 'dav.example.com'],
  ])('%j by %j', (url, hosts) => {
    const found = withUrl(url, hosts);

    // What is dialled is a host of the plan: no other spelling of a host is compared with it.
    if (found !== 'refused') expect(found).toEqual(['dav.example.com:443']);
    if (/^https:\/\/dav\.example\.com[:/]/i.test(url)) expect(found).not.toBe('refused');
  });

  it.each([
    ['https://bücher.example/', 'xn--bcher-kva.example', 'xn--bcher-kva.example:443'],
    ['https://bücher.example/', 'bücher.example', 'xn--bcher-kva.example:443'],
    ['https://xn--bcher-kva.example/', 'BÜCHER.example', 'xn--bcher-kva.example:443'],
    ['https://dav.example.com./', 'dav.example.com', 'dav.example.com.:443'],
    ['https://dav.example.com/', 'dav.example.com.', 'dav.example.com:443'],
    ['https://[fd00:0:0::1]/', '[fd00::1]', '[fd00::1]:443'],
    ['https://[FD00::1]/', 'fd00::1', '[fd00::1]:443'],
    ['https://[fd00::1]/', '[fd00::0:1]:443', '[fd00::1]:443'],
  ])('%j by %j, or it is refused', (url, hosts, host) => {
    // A spelling that is not understood allows nothing.
    expect(['refused', host]).toContain(String(withUrl(url, hosts)));
  });

  it('so are a name in Punycode and an address in brackets', () => {
    expect(withUrl('https://bücher.example/', 'xn--bcher-kva.example')).toEqual(['xn--bcher-kva.example:443']);
    expect(withUrl('https://[fd00:0:0::1]/', '[fd00::1]')).toEqual(['[fd00::1]:443']);
  });
});

describe('a bucket in front of the owner’s host is another host', () => {
  const goes = (bucket: Record<string, string>, hosts: string, path?: string) => {
    const config = { endpoint: 'https://s3.example.com', forcePathStyle: false, ...bucket };
    return goesTo('s3-compatible', config, hosts, {
      secret: key,
      ...(path === undefined ? {} : { requires: { path } }),
    });
  };
  const key = { accessKeyId: 'canary', secretAccessKey: 'canary-password' };

  it('that the owner did not name, by the setting or by the folder', () => {
    expect(goes({ bucket: 'evil' }, 's3.example.com')).toBe('refused');
    expect(goes({}, 's3.example.com', 'evil/folder')).toBe('refused');
  });

  it('that the owner may name', () => {
    const both = ['s3.example.com:443', 'finance.s3.example.com:443'];
    expect(goes({ bucket: 'finance' }, 's3.example.com, finance.s3.example.com')).toEqual(expect.arrayContaining(both));
    expect(goes({ bucket: 'finance' }, 's3.example.com,*.s3.example.com')).toEqual(expect.arrayContaining(both));
  });
});

describe('an annotation as long as the API server takes one', () => {
  const config = { endpoint: 'https://s3.example.com', preset: 'wasabi', region: 'eu-central-1' };
  const key = { accessKeyId: 'canary', secretAccessKey: 'canary-password' };

  it.each([
    ['of short entries', 'a,'.repeat(128 * 1024)],
    ['of one entry', `${'a.'.repeat(128 * 1024)}example`],
    ['of spaces', ' '.repeat(256 * 1024)],
    ['of commas', ','.repeat(256 * 1024)],
  ])('%s allows nothing, and soon', (_kind, hosts) => {
    let found: string[] | 'refused' = [];
    const ms = threadMs(() => (found = goesTo('s3-compatible', config, hosts, { secret: key })), 25);

    expect(found).toBe('refused');
    expect(ms).toBeLessThan(50);
  });
});
