import 'reflect-metadata'; // what @peculiar/x509 wants to find
import { createServer as createPlain } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import * as x509 from '@peculiar/x509';
import { afterEach, describe, expect, it } from '@jest/globals';
import { registry } from '../../src/connectors/index.ts';
import { onLoopback } from '../../dev/loopback.ts';
import { keyOf, made, pem, type Made } from '../support/chains.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { testContext } from '../support/test-context.ts';

const host = 'dav.example.com';
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Platforms of their own drivers, and what a person enters for a server of this name. */
const asked: Record<string, [config: Record<string, unknown>, secret: Record<string, string>]> = {
  nextcloud: [{ url: `https://${host}` }, { username: 'svc', appPassword: 'made up' }],
  's3-compatible': [
    { endpoint: `https://${host}`, region: 'x', bucket: 'finance' },
    { accessKeyId: 'MADEUPKEYID0000000', secretAccessKey: 'made-up' },
  ],
  gitlab: [{ baseUrl: `https://${host}` }, { token: 'glpat-made-up' }],
  'exchange-server': [{ url: `https://${host}/EWS/Exchange.asmx` }, { username: 'ACME\\svc', password: 'made up' }],
  ftps: [
    { host, tls: 'implicit' },
    { username: 'svc', password: 'made up' },
  ],
};

interface Shown {
  options: ServerOptions;
  /** What whoever tests trusts besides. */
  ca?: string;
  serverName?: string;
}

async function verdictOn(platform: string, { options, ca, serverName }: Shown) {
  let requests = 0;
  const server = createServer({ ciphers: 'DEFAULT:@SECLEVEL=0', ...options }, (_request, response) => {
    requests += 1;
    response.end();
  });
  const { port, stop } = await onLoopback(server);
  closing.push(stop);
  const [config, secret] = asked[platform]!;
  const resolve = async () => [{ address: '127.0.0.1', port }] as never;
  const context = testContext({ resolve, now: () => Date.now(), ...(ca && { ca }), ...(serverName && { serverName }) });
  const verdict = await planAndTest({ platform: registry.get(platform)!, config, secret }, context);
  return { verdict, requests };
}

async function shown(chain: Made[], trusted?: Made): Promise<Shown> {
  const options = { key: await keyOf(chain[0]!), cert: chain.map(pem).join('\n') };
  return { options, ...(trusted && { ca: pem(trusted) }) };
}

const leafOf = (by: Made | undefined, wanted = {}) => made(host, by, { leaf: true, ...wanted });

type Row = [what: string, show: () => Promise<Shown>, about: RegExp, fix: RegExp];

const rows: Row[] = [
  [
    'another name',
    async () => {
      const ca = await made('Corp', undefined);
      return shown([await leafOf(ca, { names: ['files.corp.local'] })], ca);
    },
    /another name/,
    /serverName/,
  ],
  ['itself as its issuer', async () => shown([await leafOf(undefined)]), /signed by itself/, /caRef` to this/],
  [
    'an authority that is not known',
    async () => {
      const ca = await made('Corp', undefined);
      return shown([await leafOf(ca), ca]);
    },
    /authority is not trusted here$/,
    /caRef` to the authority/,
  ],
  [
    'half its chain',
    async () => {
      const root = await made('Root', undefined);
      return shown([await leafOf(await made('Between', root))], root);
    },
    /chain is incomplete/,
    /send its whole chain/,
  ],
  [
    'an authority that was renewed by the same name',
    async () => {
      const [old, renewed] = [await made('Corp', undefined), await made('Corp', undefined)];
      return shown([await leafOf(renewed)], old);
    },
    /not signed by the authority of that name/,
    /renewed/,
  ],
  [
    'a use for clients only',
    async () => {
      const ca = await made('Corp', undefined);
      const extensions = [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth], true)];
      return shown([await leafOf(ca, { extensions })], ca);
    },
    /not for servers/,
    /Have a new one issued/,
  ],
  [
    'a key of 512 bits less than is safe, and a digest of 2005',
    async () => {
      const ca = await made('Corp', undefined, { hash: 'SHA-1' });
      return shown([await leafOf(ca, { bits: 1536, hash: 'SHA-1' })], ca);
    },
    /its key is too short|no longer safe/,
    /Have a new one issued/,
  ],
];

describe.each(Object.keys(asked))('%s: a server whose certificate has', (platform) => {
  it.each(rows)('%s', async (_what, show, about, fix) => {
    const { verdict, requests } = await verdictOn(platform, await show());

    expect(verdict).toMatchObject({
      reason: 'CertificateUntrusted',
      credential: 'NotSent',
      about: expect.stringMatching(about),
      fix: expect.stringMatching(fix),
    });
    expect(requests).toBe(0);
  });
});

describe.each(Object.keys(asked))('%s: what has expired is', (platform) => {
  it.each<[what: string, show: () => Promise<Shown>, about: RegExp, fix: RegExp | undefined]>([
    [
      'the certificate of the server',
      async () => {
        const ca = await made('Corp', undefined);
        return shown([await leafOf(ca, { days: [-9, -2] })], ca);
      },
      /^dav\.example\.com[:\d]*$/,
      undefined,
    ],
    [
      'the authority that is trusted',
      async () => {
        const ca = await made('Corp', undefined, { days: [-9, -2] });
        return shown([await leafOf(ca)], ca);
      },
      /an authority in `spec\.tls\.caRef` and not the server's own$/,
      /^Set `spec\.tls\.caRef` to the authority that issues/,
    ],
    [
      'one of two, an old authority beside that of the server',
      async () => {
        const [old, ca] = [await made('Old', undefined, { days: [-9, -2] }), await made('Corp', undefined)];
        return { ...(await shown([await leafOf(ca, { days: [-9, -2] })])), ca: `${pem(old)}\n${pem(ca)}` };
      },
      /^dav\.example\.com[:\d]*$/,
      /renewed on the server, or replace the authority in `spec\.tls\.caRef`/,
    ],
  ])('%s', async (_what, show, about, fix) => {
    const { verdict, requests } = await verdictOn(platform, await show());

    expect(verdict).toMatchObject({
      reason: 'CertificateExpired',
      credential: 'NotSent',
      about: expect.stringMatching(about),
    });
    expect(verdict).toHaveProperty('fix', fix && expect.stringMatching(fix));
    expect(requests).toBe(0);
  });
});

it.each(Object.keys(asked))('%s: a certificate is good under the name that it is issued for', async (platform) => {
  const ca = await made('Corp', undefined);
  const names = ['files.corp.local'];
  const served = await shown([await leafOf(ca, { names })], ca);

  const { verdict } = await verdictOn(platform, { ...served, serverName: names[0]! });

  expect(verdict).not.toMatchObject({ reason: 'CertificateUntrusted' });
});

describe.each(['nextcloud', 'gitlab', 's3-compatible'])('%s: a server that', (platform) => {
  it.each<[string, ServerOptions, RegExp]>([
    ['speaks TLS 1.1', { minVersion: 'TLSv1', maxVersion: 'TLSv1.1' }, /before 1\.2 only|no TLS settings/],
    ['wants a client certificate', { requestCert: true, rejectUnauthorized: true }, /asks for a client certificate/],
    [
      'has only ciphers that are off',
      { maxVersion: 'TLSv1.2', ciphers: 'AECDH-NULL-SHA:@SECLEVEL=0' },
      /no TLS settings/,
    ],
  ])('%s is told from one that speaks something else', async (_what, options, about) => {
    const ca = await made('Corp', undefined);
    const served = await shown([await leafOf(ca)], ca);

    const { verdict } = await verdictOn(platform, { ...served, options: { ...served.options, ...options } });

    expect(verdict).toMatchObject({ reason: 'UnexpectedReply', about: expect.stringMatching(about) });
  });

  it('speaks HTTP where TLS is meant', async () => {
    const { port, stop } = await onLoopback(createPlain((_request, response) => response.end('here')));
    closing.push(stop);
    const [config, secret] = asked[platform]!;
    const resolve = async () => [{ address: '127.0.0.1', port }] as never;

    const verdict = await planAndTest({ platform: registry.get(platform)!, config, secret }, testContext({ resolve }));

    expect(verdict).toMatchObject({
      reason: 'UnexpectedReply',
      credential: 'NotSent',
      about: expect.stringMatching(/does not speak TLS$/),
      fix: expect.stringMatching(/port/),
    });
  });
});
