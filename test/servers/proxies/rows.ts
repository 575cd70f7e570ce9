import { expect } from '@jest/globals';
import type { StandardCase } from '../../support/matrix.ts';
import type { Asked } from '../../support/plan-and-test.ts';

export const platformHost = 'files.acme.example';
export const passwords = { platform: 'canary-p+/?:pw', proxy: 'canary-proxy.pw-1' };

/** start.sh says how each is configured. */
export const proxies = {
  squid: { title: 'Squid 5.7', port: 3128 },
  'squid asking': { title: 'Squid 5.7', port: 3129 },
  'squid refusing': { title: 'Squid 5.7', port: 3130 },
  'squid over TLS': { title: 'Squid 5.7', port: 3131 },
  'squid, expired': { title: 'Squid 5.7', port: 3132 },
  'squid looking into TLS': { title: 'Squid 5.7', port: 3133 },
  'squid refusing inside TLS': { title: 'Squid 5.7', port: 3134 },
  'squid asking for Digest': { title: 'Squid 5.7', port: 3140 },
  tinyproxy: { title: 'tinyproxy 1.11', port: 8888 },
  'tinyproxy asking': { title: 'tinyproxy 1.11', port: 8889 },
  'tinyproxy refusing': { title: 'tinyproxy 1.11', port: 8890 },
} as const;
export type Proxy = keyof typeof proxies;

export interface Row {
  name: string;
  standard?: StandardCase;
  proxy: Proxy;
  /** Of the platform. */
  url: string;
  /** What is shown to the proxy; default: nothing. */
  login?: { username: string; password?: string };
  secret?: Record<string, string>;
  requires?: Asked['requires'];
  /** The authority that is trusted beside the public ones; default: the one of the platform. */
  trust?: 'platform' | 'nobody' | 'proxy';
  expect: object;
  /** Requests that show the platform a credential; default: any number. */
  shown?: number;
}

const connected = { outcome: 'connected', account: { id: 'svc', name: 'svc' } };
const rejected = { outcome: 'failed', reason: 'CredentialsRejected' };
const rights = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };
const probe: Row['requires'] = { path: 'sub', proof: 'Probe', access: ['Read', 'Write', 'Update', 'Delete'] };
const agent = { username: 'agent', password: passwords.proxy };
const failed = (about: string) => ({
  outcome: 'inconclusive',
  reason: 'ProxyFailed',
  about: expect.stringContaining(about),
});

const plain = `http://${platformHost}/files/`;
const secure = `https://${platformHost}/files/`;

/** What goes on behind a proxy that lets pass. */
function through(proxy: Proxy, url: string, login?: Row['login']): Row[] {
  const way = { proxy, url, ...(login ? { login } : {}) };
  return [
    { name: 'right', standard: 'right', ...way, expect: connected },
    {
      name: 'wrong password',
      standard: 'wrong password',
      ...way,
      secret: { password: 'canary-wrong' },
      expect: rejected,
      shown: 1,
    },
    { name: 'wrong user', standard: 'wrong user', ...way, secret: { username: 'nobody' }, expect: rejected, shown: 1 },
    {
      name: 'wrong path',
      standard: 'wrong path',
      ...way,
      requires: { path: 'gone' },
      expect: { reason: 'TargetNotFound' },
    },
    { name: 'proof', ...way, requires: probe, expect: { ...connected, access: rights } },
  ];
}

/** What every proxy is put through, at each kind of address. */
function everywhere(product: 'squid' | 'tinyproxy', url: string): Row[] {
  const asking: Proxy = `${product} asking`;
  return [
    ...through(product, url),
    ...through(asking, url, agent).slice(0, 2),
    {
      name: 'it wants a password and is shown none',
      proxy: asking,
      url,
      expect: failed('it wants a user name and password'),
      shown: 0,
    },
    {
      name: "the proxy's password is wrong",
      proxy: asking,
      url,
      login: { ...agent, password: 'canary-wrong' },
      expect: failed('it does not accept the user name and password'),
      shown: 0,
    },
    {
      name: "the proxy's user is wrong",
      proxy: asking,
      url,
      login: { ...agent, username: 'nobody' },
      expect: failed('it does not accept the user name and password'),
      shown: 0,
    },
    {
      name: 'the platform is refused by a rule',
      proxy: `${product} refusing`,
      url,
      expect: failed('it refuses'),
      shown: 0,
    },
    {
      name: 'the platform has no address',
      proxy: product,
      url: url.replace('files.', 'gone.'),
      expect: failed('it does not reach'),
    },
    {
      name: 'the platform is down',
      proxy: product,
      url: url.replace('files.', 'down.'),
      expect: failed('it does not reach'),
    },
  ];
}

const tls: Row[] = (['squid', 'tinyproxy'] as const).flatMap((proxy): Row[] => [
  {
    name: 'unknown certificate',
    standard: 'unknown certificate',
    proxy,
    url: secure,
    trust: 'nobody',
    expect: { reason: 'CertificateUntrusted' },
    shown: 0,
  },
  {
    name: 'expired certificate',
    standard: 'expired certificate',
    proxy,
    url: secure.replace('.example', '.example:8443'),
    expect: { reason: 'CertificateExpired' },
    shown: 0,
  },
  {
    name: 'a port that it opens no tunnel to',
    proxy,
    url: secure.replace('.example', '.example:8010'),
    expect: failed('it refuses'),
    shown: 0,
  },
]);

const squids: Row[] = [plain, secure].flatMap((url): Row[] => [
  { name: 'right, a proxy over TLS', standard: 'right', proxy: 'squid over TLS', url, expect: connected },
  {
    name: 'a proxy that takes Digest only',
    proxy: 'squid asking for Digest',
    url,
    login: agent,
    expect: failed('Digest'),
    shown: 0,
  },
  {
    name: 'a proxy over TLS whose certificate is of an unknown authority',
    proxy: 'squid over TLS',
    url,
    trust: 'nobody',
    expect: failed('certificate'),
    shown: 0,
  },
  {
    name: 'a proxy over TLS whose certificate has expired',
    proxy: 'squid, expired',
    url,
    expect: failed('certificate'),
    shown: 0,
  },
]);

const looking: Row[] = [
  {
    name: 'it looks into TLS, and its authority is trusted',
    proxy: 'squid looking into TLS',
    url: secure,
    trust: 'proxy',
    expect: connected,
  },
  {
    name: 'it looks into TLS, and its authority is not trusted',
    proxy: 'squid looking into TLS',
    url: secure,
    expect: { reason: 'CertificateUntrusted' },
    shown: 0,
  },
  {
    name: 'it looks into TLS, and refuses the platform there',
    proxy: 'squid refusing inside TLS',
    url: secure,
    trust: 'proxy',
    expect: { reason: 'UnexpectedReply', about: expect.stringContaining('a web page, of Squid') },
    shown: 0,
  },
];

export const rows: Row[] = [
  ...(['squid', 'tinyproxy'] as const).flatMap((product) => [plain, secure].flatMap((url) => everywhere(product, url))),
  ...tls,
  ...squids,
  ...looking,
];
