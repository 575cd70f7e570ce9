import { accountName, storageError, type FakeService } from '../../../support/fakes/azure-storage.ts';
import { signer, stored } from '../../../support/fakes/azure-storage-routes.ts';
import { methodCases, type Row } from '../../../support/http-cases.ts';
import { accountSas, serviceSas } from '../../../../dev/servers/azure-sas.ts';
import { testNow } from '../../../support/test-context.ts';
import type { Expected, PlatformCase } from '../../case.ts';
import { codeRows } from './codes.ts';
import { account } from './keys.ts';
import { strangerRows } from './stages.ts';

const isoIn = (minutes: number) => `${new Date(testNow + minutes * 60_000).toISOString().slice(0, 19)}Z`;
const readOnly = { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' } as const;

/** A SAS tells most by itself; what it does not, the service is asked. */
export function sasCases(service: FakeService): PlatformCase[] {
  const { dns, letter, resource, signedAs } = service;
  const first = dns === 'blob' ? 'properties' : 'account';
  const ofAccount = stored(service, 'sas');
  const ofPlace = (permissions: string, more = {}) =>
    serviceSas({ ...signer, permissions, resource, path: `/${signedAs}/${accountName}/archive`, ...more });
  const inPlace = (permissions: string, more = {}) =>
    stored(service, 'sas', { place: 'archive', sas: ofPlace(permissions, more) });
  const whole = (permissions: string, more = {}) => accountSas({ ...signer, permissions, services: letter, ...more });
  return [
    ...methodCases(ofAccount, [
      {
        kind: 'connected',
        name: 'SAS of the account',
        hits: { [first]: 1 },
        expect: { reason: 'Verified', account, access: readOnly, expiresAt: signer.expiry },
      },
      {
        kind: 'rejected',
        name: 'the signature differs',
        secret: {
          sasToken: accountSas({
            ...signer,
            accountKey: Buffer.alloc(64, 7).toString('base64'),
            permissions: 'rl',
            services: letter,
          }),
        },
        expect: 'CredentialsRejected',
      },
      ...strangerRows(first).filter(({ name }) => ['no answer', 'web page'].includes(name)),
      ...codeRows(service, 'sas', [...new Set([first, 'account'])]),
      ...offlineRows(service),
    ]),
    ...methodCases(inPlace('rwdl'), [
      {
        kind: 'connected',
        name: 'SAS of one place, with every letter that is needed',
        requires: { access: ['Read', 'Write', 'Update', 'Delete'] },
        hits: { place: 1, ...(dns === 'dfs' ? { bare: 1 } : {}) },
        expect: {
          reason: 'Verified',
          access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' },
        },
      },
      {
        name: 'the SAS may do more than list, and the place is gone',
        replies: { place: storageError(service, 404, service.missing) },
        expect: {
          reason: 'TargetNotFound',
          // The properties of a blob account have shown that the SAS is good.
          stage: dns === 'blob' ? 'Authorized' : 'Authenticated',
          about: new RegExp(`the ${service.noun} archive`),
          account,
        },
      },
    ]),
    ...methodCases(inPlace('', { expiry: '', policy: 'migration' }), [
      {
        name: 'a stored policy says what it allows, and when it ends',
        requires: { access: ['Write'] },
        expect: {
          reason: 'Verified',
          stage: 'Authorized',
          access: { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' },
        },
      },
    ]),
    ...methodCases(inPlace('rl'), [
      {
        name: 'letters are missing for what is required',
        requires: { access: ['Read', 'Write', 'Delete'] },
        expect: { reason: 'PermissionDenied', about: /^write, delete$/, access: readOnly, account },
      },
    ]),
    ...methodCases(inPlace('cl'), [
      {
        name: 'a file may be added, and none changed: c is enough for a blob',
        requires: { access: ['Write'] },
        expect: {
          reason: dns === 'blob' ? 'Verified' : 'PermissionDenied',
          access: {
            read: 'Denied',
            write: dns === 'blob' ? 'Granted' : 'Denied',
            update: 'Denied',
            delete: 'Denied',
          },
        },
      },
    ]),
    ...methodCases(stored(service, 'sas', { place: 'archive', sas: whole('rwdl', { resourceTypes: 'sc' }) }), [
      {
        name: 'an account SAS that is not for objects (srt)',
        requires: { access: ['Read'] },
        expect: { reason: 'PermissionDenied', about: /^read$/ },
      },
    ]),
    ...methodCases(stored(service, 'sas', { sas: whole('rl', { addresses: '203.0.113.7' }) }), [
      {
        name: 'limited to network addresses (sip)',
        replies: { [first]: storageError(service, 403, 'AuthorizationFailure') },
        expect: { reason: 'PermissionDenied', stage: 'Authenticated', causes: 3 },
      },
    ]),
    ...methodCases(stored(service, 'sas', { sas: whole('rl', { start: isoIn(5) }) }), [
      {
        name: 'begins in five minutes: our clock may be slow',
        expect: { reason: 'ClockSkew', stage: 'Resolved', retryAfterMs: 5 * 60_000 },
      },
    ]),
    ...methodCases(stored(service, 'sas', { sas: whole('rl', { start: isoIn(20) }) }), [
      { name: 'begins in twenty minutes', offline: true, expect: { reason: 'InvalidConfiguration', about: /\(st\)/ } },
    ]),
  ];
}

function offlineRows({ letter, place, noun, resource, dns }: FakeService): Row[] {
  const fields = `sv=2021-12-02&ss=${letter}&srt=sco&sp=rl`;
  const other = dns === 'file' ? 'b' : 'f';
  const bad = (name: string, sasToken: string, expect: Expected): Row => ({
    kind: 'malformed secret',
    name,
    secret: { sasToken },
    expect,
  });
  return [
    bad('no signature', `${fields}&se=2099-01-01`, { reason: 'SecretInvalid', about: /has no signature \(sig\)/ }),
    bad('no end', `${fields}&sig=canary-sas-sig`, { reason: 'SecretInvalid', about: /has no end \(se\)/ }),
    bad('for another service', `sv=1&ss=${other}&srt=sco&sp=rl&se=2099-01-01&sig=canary-sas-sig`, {
      reason: 'SecretInvalid',
      about: /is not for .* \(ss\)/,
    }),
    bad('a URL where the token should be', 'https://x.core.windows.net/?sv=1&sig=canary-sas-sig', {
      reason: 'SecretInvalid',
      about: /`sasToken` of the Secret does not have the right form: it is an address, which goes into sasUrl/,
    }),
    bad('ended', `${fields}&se=2020-01-01T00:00Z&sig=canary-sas-sig`, {
      reason: 'CredentialsExpired',
      about: /`sasToken` ended on \d{4}-\d\d-\d\d \(se\)/,
    }),
    bad('the key of the user that signed it has ended', `${fields}&se=2099-01-01&ske=2020-01-01&sig=canary-sas-sig`, {
      reason: 'CredentialsExpired',
      about: /`sasToken` ended on 2020-01-01 \(ske, the user delegation key/,
    }),
    bad('not valid for long yet', `${fields}&st=2098-01-01&se=2099-01-01&sig=canary-sas-sig`, {
      reason: 'InvalidConfiguration',
      about: /not valid yet \(st\)/,
    }),
    bad(`for one ${noun}, and none is named`, `sv=1&sr=${resource}&sp=rl&se=2099-01-01&sig=canary-sas-sig`, {
      reason: 'InvalidConfiguration',
      about: new RegExp(`${place} is missing`),
    }),
    bad('for one file', `sv=1&sr=${dns === 'file' ? 'f' : 'b'}&sp=r&se=2099-01-01&sig=canary-sas-sig`, {
      reason: 'InvalidConfiguration',
      about: new RegExp(`not for a ${noun} \\(sr\\)`),
    }),
    {
      ...bad(`the URL of another service`, '', {
        reason: 'InvalidConfiguration',
        about: /`sasUrl` of the Secret is not of .* of the service/,
      }),
      secret: {
        sasUrl: `https://${accountName}.queue.core.windows.net/archive?${fields}&se=2099-01-01&sig=canary-sas-sig`,
      },
      without: ['sasToken'],
    },
    {
      ...bad('the URL of another cloud', '', { reason: 'InvalidConfiguration', about: /set cloud to china/ }),
      secret: {
        sasUrl: `https://${accountName}.${dns}.core.chinacloudapi.cn/archive?${fields}&se=2099-01-01&sig=canary-sas-sig`,
      },
      without: ['sasToken'],
    },
  ];
}
