import { expect, it } from '@jest/globals';
import { fromNetworkError } from '../../../../src/connectors/transport/network-error.ts';

const { signal } = new AbortController();

it.each(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM'])('%s is nothing that the platform did', (code) => {
  const error = new TypeError('fetch failed', { cause: Object.assign(new Error('no'), { code }) });

  expect(fromNetworkError(error, 'a.example:443', signal)).toMatchObject({ reason: 'InternalError' });
});
