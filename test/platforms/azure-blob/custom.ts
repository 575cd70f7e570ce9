import { accountSas, containerSas } from '../../../dev/servers/azure-sas.ts';
import type { PlatformCase } from '../case.ts';
import { accountName, anotherKey } from '../../support/fakes/azure-storage.ts';
import { azurite, everything, reading, replies, row, sasRow, signer } from './setup.ts';

/** At an address of one's own: Azurite, and servers that are none. */
export const customRows: PlatformCase[] = [
  {
    ...row,
    name: 'Azurite: the containers are listed',
    start: azurite(),
    expect: { reason: 'Verified', account: { id: accountName, name: accountName }, access: everything },
  },
  {
    ...row,
    name: 'Azurite: the container is listed',
    start: azurite({ container: 'archive' }),
    expect: { reason: 'Verified', access: everything },
  },
  {
    ...sasRow,
    name: 'Azurite: SAS of the account',
    start: azurite(),
    expect: { reason: 'Verified', account: { id: accountName }, access: reading },
  },
  {
    ...sasRow,
    name: 'Azurite: SAS of the container, with a question mark',
    secret: { sasToken: `?${containerSas({ ...signer, permissions: 'rwdl', container: 'archive' })}` },
    start: azurite({ container: 'archive' }),
    expect: { reason: 'Verified', access: everything },
  },
  {
    ...sasRow,
    name: 'Azurite: SAS that may list only: the listing proves it',
    secret: { sasToken: containerSas({ ...signer, permissions: 'l', container: 'archive' }) },
    start: azurite({ container: 'archive' }),
    expect: { reason: 'Verified', access: { ...reading, read: 'Denied' } },
  },
  // Azurite's word for a wrong key; of Azure it is said about networks, and the product's rule is not bent to the emulator.
  {
    ...row,
    name: 'Azurite: AuthorizationFailure, which is what it says of a wrong key',
    secret: { accountKey: anotherKey },
    start: azurite(),
    expect: { reason: 'PermissionDenied', stage: 'Authenticated', causes: 2 },
  },
  {
    ...row,
    name: 'ContainerNotFound',
    start: azurite({ container: 'gone' }),
    expect: { reason: 'TargetNotFound', about: /the container gone/, account: { id: accountName } },
  },
  {
    ...sasRow,
    name: 'ContainerNotFound with a SAS',
    start: azurite({ container: 'gone' }),
    expect: { reason: 'TargetNotFound', about: /the container gone/ },
  },
  {
    ...sasRow,
    name: 'a public container proves nothing where the SAS may only list',
    secret: { sasToken: containerSas({ ...signer, permissions: 'l', container: 'open' }) },
    start: azurite({ container: 'open' }),
    expect: { reason: 'UnexpectedReply', about: /the container open answers anyone/ },
  },
  {
    ...sasRow,
    name: 'a public container and a SAS that may read',
    secret: { sasToken: containerSas({ ...signer, permissions: 'rl', container: 'open' }) },
    start: azurite({ container: 'open' }),
    expect: { reason: 'Verified' },
  },
  {
    ...sasRow,
    name: 'a SAS that may only write cannot be proved',
    secret: { sasToken: containerSas({ ...signer, permissions: 'cw', container: 'archive' }) },
    start: azurite({ container: 'archive' }),
    expect: {
      reason: 'PermissionDenied',
      stage: 'Authenticated',
      access: { read: 'Denied', write: 'Granted', update: 'Granted', delete: 'Denied' },
    },
  },
  {
    ...sasRow,
    name: 'a SAS that is for https only, at http (spr)',
    secret: { sasToken: accountSas({ ...signer, permissions: 'rl', protocol: 'https' }) },
    config: { cloud: 'custom', accountName, endpoint: 'http://blob.example.com' },
    expect: { reason: 'InvalidConfiguration', about: /wants https \(spr\)/ },
  },
  {
    ...row,
    name: 'a server that answers anyone',
    start: replies({
      status: 200,
      headers: { 'x-ms-version': '2021-12-02' },
      body: '<?xml version="1.0"?><EnumerationResults/>',
    }),
    expect: { reason: 'UnexpectedReply', about: /answers anyone/ },
  },
  {
    ...row,
    name: '404 of another server',
    start: replies({ status: 404, body: 'not here' }),
    expect: { reason: 'UnexpectedReply', stage: 'Reached', about: /does not answer as Azure Storage/ },
  },
  {
    ...row,
    name: 'a redirect is not followed',
    start: replies({ status: 302, headers: { location: 'https://elsewhere.example.com/' } }),
    expect: { reason: 'UnexpectedReply', stage: 'Reached', about: /redirects to another host/ },
  },
];
