import { sharedKeyHeader } from '../../../../../src/connectors/drivers/azure-storage/shared-key.ts';
import { accountKey, accountName, anotherKey, signedWith } from '../../../../support/fakes/azure-storage.ts';
import { accountSas, serviceSas } from '../../../../../dev/servers/azure-sas.ts';
import { vendorSignatures } from './vendor-signatures.ts';

describe.each(vendorSignatures)('$name', ({ method, url, headers, body, authorization }) => {
  it("is signed as Microsoft's client does", () => {
    const signed = sharedKeyHeader({ method, url: new URL(url), headers, body }, { accountName, accountKey });

    expect(signed).toBe(authorization);
  });

  it('is taken by the fakes, with this key only', () => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = { ...headers, ...length, authorization };
    const received = { method, url: new URL(url), headers: sent, text: body ?? '', form: {} };

    expect([accountKey, anotherKey].map((key) => signedWith(key, received))).toEqual([true, false]);
  });
});

const signer = {
  accountName,
  accountKey,
  permissions: 'rl',
  protocol: 'https',
  addresses: '203.0.113.7',
  start: '2026-11-01T00:00:00Z',
  expiry: '2099-01-01T00:00:00Z',
} as const;

/** The signatures are those that Microsoft's clients made of the same fields. */
it.each([
  ['an account', accountSas({ ...signer, services: 'f' }), 'nK8sH8EAPS7qWhLwyQecTOFZRgbKUMlf96tIkPJUj3w='],
  [
    'a share',
    serviceSas({ ...signer, resource: 's', path: `/file/${accountName}/archive` }),
    'AGP8ffIYbUffaytKP0eKOp35kKphbNjK2QIHQUr+v9w=',
  ],
  [
    'a file system',
    serviceSas({ ...signer, resource: 'c', path: `/blob/${accountName}/archive` }),
    'mYX5nKGKj7h1mzqqE42hgdGdg82o3tZVWlciCSiFgfI=',
  ],
  [
    'a directory',
    serviceSas({ ...signer, resource: 'd', path: `/blob/${accountName}/archive/inbox/2026` }),
    'bLjBC0VH3iMK2iN1u8Byqtyr32HrBX8mPhoPvrQokIc=',
  ],
])('the SAS of %s that tests use is as the vendor makes it', (_name, sas, signature) => {
  expect(new URLSearchParams(sas).get('sig')).toBe(signature);
});
