import { expect, it } from '@jest/globals';
import { meaningOf } from '../../../../../src/connectors/drivers/s3/meaning.ts';
import { readStoreResponse } from '../../../../../src/connectors/drivers/s3/response.ts';
import type { StoreSession } from '../../../../../src/connectors/drivers/s3/session.ts';
import type { Store } from '../../../../../src/connectors/drivers/s3/store.ts';
import { testContext, testNow } from '../../../../support/test-context.ts';

const origin = new URL('https://s3.example.com');
const store: Store = { origin, region: 'auto', bucket: 'archive', prefix: '', pathStyle: true, hosts: [] };

function meaning(code: string, more: Partial<Store> = {}) {
  const key = { accessKeyId: 'GOOG1EXAMPLE', secretAccessKey: 'canary' };
  const session: StoreSession = { store: { ...store, ...more }, context: testContext(), key };
  const text = `<?xml version="1.0"?><Error><Code>${code}</Code></Error>`;
  const headers = { date: new Date(testNow).toUTCString() };
  return meaningOf(readStoreResponse({ status: 403, headers, cookies: {}, text }), session);
}

it('names the keys of a signature that is refused as the Secret has them', () => {
  const keyNames = { id: 'accessKey', secret: 'secret' };

  expect(meaning('SignatureDoesNotMatch')).toMatchObject({
    causes: ['`secretAccessKey` does not belong to `accessKeyId`', expect.any(String)],
  });
  expect(meaning('SignatureDoesNotMatch', { keyNames })).toMatchObject({
    causes: ['`secret` does not belong to `accessKey`', expect.any(String)],
  });
});

it.each([
  ['UserProjectMissing', /requester pays/],
  ['InvalidBucketName', /bucket archive/],
  ['AuthorizationHeaderMalformed', /accessKeyId or region/],
])('says what is wrong at %s', (code, about) => {
  expect(meaning(code)).toMatchObject({ reason: 'InvalidConfiguration', about: expect.stringMatching(about) });
});
