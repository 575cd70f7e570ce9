import { accountKey, accountName } from '../support/fakes/azure-storage.ts';
import { matrix } from '../support/matrix.ts';
import { containerSas } from '../../dev/servers/azure-sas.ts';
import { startAzurite, type Azurite } from '../../dev/servers/azurite.ts';
import { containers, everything, server, signer, verdictOn, type Asked } from './azurite/setup.ts';

describe('proof Probe', () => {
  let azurite: Azurite;

  beforeAll(async () => {
    azurite = await startAzurite({ accountName, accountKey, containers });
  });
  afterAll(() => azurite.stop());

  const blobs = async () =>
    [...(await azurite.ask('GET', 'archive?restype=container&comp=list')).text.matchAll(/<Name>(.*?)<\/Name>/g)].map(
      ([, name]) => name,
    );

  const probe = (permissions: string, access: ('Read' | 'Write' | 'Update' | 'Delete')[] = []): Asked => ({
    method: 'sas',
    secret: { sasToken: containerSas({ ...signer, permissions, container: 'archive' }) },
    config: { cloud: 'custom', endpoint: azurite.url, container: 'archive' },
    requires: { proof: 'Probe', path: '/inbox', access },
  });
  const mine = 'inbox/.connection-test-7d5e9f3a';
  const put = (path: string) =>
    azurite.ask('PUT', `archive/${path}`, { 'x-ms-blob-type': 'BlockBlob', 'content-length': '0' });

  beforeAll(() => put('inbox/report.pdf'));
  afterEach(async () => {
    await azurite.ask('DELETE', `archive/${mine}`);
    expect(await blobs()).toEqual(['inbox/report.pdf']);
  });

  it('proves every right, and leaves nothing', async () => {
    const before = azurite.requests().length;

    const verdict = await verdictOn(probe('rwdlc', ['Read', 'Write', 'Update', 'Delete']));

    expect(verdict).toMatchObject({ outcome: 'connected', access: everything });
    expect(await blobs()).toEqual(['inbox/report.pdf']);
    const written = azurite
      .requests()
      .slice(before)
      .filter((url) => url.includes('/inbox/'));
    expect(written.every((url) => url.includes(mine))).toBe(true);
    matrix(server, 'proof: all rights');
  });

  it('proves every right with the account key', async () => {
    const verdict = await verdictOn({ ...probe('r'), method: 'shared-key', secret: { accountKey } });

    expect(verdict).toMatchObject({ outcome: 'connected', access: everything });
    expect(await blobs()).toEqual(['inbox/report.pdf']);
  });

  it('removes what a test left that was killed', async () => {
    await put(mine);

    const verdict = await verdictOn(probe('rwdlc'));

    expect(verdict).toMatchObject({ outcome: 'connected', access: everything });
    expect(await blobs()).toEqual(['inbox/report.pdf']);
    matrix(server, 'proof: a left-over is removed');
  });

  it('may not write', async () => {
    const verdict = await verdictOn(probe('rl', ['Write']));

    expect(verdict).toMatchObject({ reason: 'PermissionDenied', about: 'write', access: { write: 'Denied' } });
    expect(await blobs()).toEqual(['inbox/report.pdf']);
    matrix(server, 'no write permission');
  });

  it.each([
    ['wcdl', 'is removed unseen', { read: 'Denied', write: 'Granted', update: 'Granted', delete: 'Granted' }],
    ['wcl', 'is written over', { read: 'Denied', write: 'Granted', update: 'Granted', delete: 'Denied' }],
  ])('may not read (%s): a left-over %s', async (permissions, how, access) => {
    await put(mine);

    const verdict = await verdictOn(probe(permissions));

    expect(verdict).toMatchObject({ outcome: 'connected', access });
    matrix(server, `proof: a left-over ${how}`);
  });

  it('may add, and neither change nor delete', async () => {
    const verdict = await verdictOn(probe('rlc'));

    expect(verdict).toMatchObject({
      outcome: 'connected',
      access: { read: 'Granted', write: 'Granted', update: 'Denied', delete: 'Denied' },
    });
    matrix(server, 'proof: add only');
  });
});
