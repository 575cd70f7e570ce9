import { accountName, anotherKey, storageError, type FakeService } from '../../../support/fakes/azure-storage.ts';
import type { Row } from '../../../support/http-cases.ts';

export const everything = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
export const account = { id: accountName, name: accountName };

/** What goes right and wrong with an account key; the lists of all places, and of one, are asked for in turn. */
export function keyRows(service: FakeService): Row[] {
  const { place, noun, missing } = service;
  const config = { [place]: 'archive' };
  return [
    {
      kind: 'connected',
      name: 'the list of the account',
      hits: { account: 1 },
      expect: { reason: 'Verified', account, access: everything },
    },
    {
      kind: 'connected',
      name: `a ${noun} is named`,
      config,
      hits: { account: 1, place: 1 },
      expect: { reason: 'Verified', account, access: everything },
    },
    {
      kind: 'connected',
      name: `the path names the ${noun}`,
      requires: { path: '/archive', access: ['Read', 'Write', 'Update', 'Delete'] },
      hits: { place: 1 },
      expect: { reason: 'Verified', access: everything },
    },
    {
      kind: 'rejected',
      name: 'another key',
      secret: { accountKey: anotherKey },
      hits: { account: 1 },
      expect: 'CredentialsRejected',
    },
    {
      name: missing,
      config,
      replies: { place: storageError(service, 404, missing) },
      expect: { reason: 'TargetNotFound', about: new RegExp(`^the ${noun} archive$`), account },
    },
    {
      name: 'the account does not exist',
      context: { resolve: () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' })) },
      expect: {
        reason: 'NameNotResolved',
        about: new RegExp(`^financearchive\\.${service.dns}\\.core\\.windows\\.net$`),
        causes: 3,
      },
    },
    malformed('a key that is not base64', { accountKey: 'not base64 at all, but canary' }, /accountKey/),
    malformed(
      'a key that is cut off',
      { accountKey: anotherKey.slice(0, 50) },
      /`accountKey` of the Secret is not base64/,
    ),
    malformed('a key with a Windows line end in it', { accountKey: anotherKey.replace('A', 'A\r\n') }, /accountKey/),
    {
      kind: 'malformed secret',
      name: 'no key',
      without: ['accountKey'],
      expect: { reason: 'SecretKeyMissing', about: /^key `accountKey` of the Secret is missing/ },
    },
  ];
}

function malformed(name: string, secret: Record<string, string>, about: RegExp): Row {
  return { kind: 'malformed secret', name, secret, expect: { reason: 'SecretInvalid', about } };
}
