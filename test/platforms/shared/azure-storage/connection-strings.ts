import { accountKey, accountName, anotherKey, type FakeService } from '../../../support/fakes/azure-storage.ts';
import { readingSas, stored } from '../../../support/fakes/azure-storage-routes.ts';
import { methodCases, type Row } from '../../../support/http-cases.ts';
import type { PlatformCase } from '../../case.ts';
import { account, everything } from './keys.ts';
import { strangerRows } from './stages.ts';

const named = `DefaultEndpointsProtocol=https;AccountName=${accountName}`;

/** A connection string, with the account's key or a SAS in it. */
export function connectionStrings(service: FakeService): PlatformCase[] {
  const { dns, endpoint } = service;
  const faked = stored(service, 'connection-string');
  const alone = { ...faked, config: {} };
  const sas = readingSas(service);
  const address = `${endpoint}=https://${accountName}.${dns}.core.windows.net/`;
  return [
    ...methodCases(alone, [
      {
        kind: 'connected',
        name: 'it names the account',
        hits: { account: 1 },
        expect: { reason: 'Verified', account, access: everything },
      },
      {
        kind: 'rejected',
        name: 'another key',
        secret: { connectionString: `${named};AccountKey=${anotherKey};EndpointSuffix=core.windows.net` },
        expect: 'CredentialsRejected',
      },
      ...strangerRows('account').filter(({ name }) => ['no answer', 'web page'].includes(name)),
      malformed('neither key nor SAS', named, 'SecretInvalid', /neither AccountKey nor SharedAccessSignature/),
      malformed('both', `${named};AccountKey=${accountKey};SharedAccessSignature=${sas}`, 'SecretInvalid', /both/),
      malformed(
        'the key is cut off',
        `${named};AccountKey=${accountKey.slice(0, 50)}`,
        'SecretInvalid',
        /AccountKey in connectionString is not whole/,
      ),
      malformed('no pairs', 'canary-of-no-form', 'SecretInvalid', /is not of the form Name=value/),
      malformed('the emulator', 'UseDevelopmentStorage=true', 'InvalidConfiguration', /accountName is missing/),
      malformed(
        'of a service bus',
        'Endpoint=sb://x.servicebus.windows.net/;SharedAccessKey=canary-of-bus',
        'InvalidConfiguration',
        RegExp(`accountName is missing, and connectionString has neither AccountName nor ${endpoint}`),
      ),
      malformed(
        'with the quotation marks of a shell',
        `"${named};AccountKey=${accountKey};EndpointSuffix=core.windows.net"`,
        'SecretInvalid',
        /^key `connectionString` of the Secret is in quotation marks: take them away$/,
      ),
    ]),
    ...methodCases({ ...stored(service, 'sas'), method: 'connection-string', config: {} }, [
      {
        kind: 'connected',
        name: 'a SAS, and an address instead of the name',
        secret: { connectionString: `${address};QueueEndpoint=https://x.example.com/;SharedAccessSignature=?${sas}` },
        without: ['sasToken'],
        expect: { reason: 'Verified', account },
      },
      {
        name: 'a SAS that has ended',
        secret: {
          connectionString: `${address};SharedAccessSignature=sv=1&ss=${service.letter}&sp=rl&se=2020-01-01&sig=canary-sig`,
        },
        without: ['sasToken'],
        offline: true,
        expect: { reason: 'CredentialsExpired', about: /^`connectionString` ended on \d{4}-\d\d-\d\d \(se\)$/ },
      },
    ]),
    ...methodCases(faked, [
      {
        name: 'of another account',
        config: { accountName: 'other' },
        offline: true,
        expect: { reason: 'InvalidConfiguration', about: /connectionString is of another account/ },
      },
      {
        name: 'of another cloud',
        secret: { connectionString: `${named};AccountKey=${accountKey};EndpointSuffix=core.usgovcloudapi.net` },
        offline: true,
        expect: { reason: 'InvalidConfiguration', about: /of another cloud: set cloud to usgov/ },
      },
      {
        name: 'of an address of its own',
        secret: { connectionString: `${named};AccountKey=${accountKey};${endpoint}=https://files.example.com` },
        offline: true,
        expect: {
          reason: 'InvalidConfiguration',
          about: /connectionString` of the Secret is not of .*: set cloud to custom, and endpoint/,
        },
      },
    ]),
  ];
}

function malformed(
  name: string,
  connectionString: string,
  reason: 'SecretInvalid' | 'InvalidConfiguration',
  about: RegExp,
): Row {
  return { kind: 'malformed secret', name, secret: { connectionString }, expect: { reason, about } };
}
