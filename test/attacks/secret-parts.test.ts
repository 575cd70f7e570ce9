import { expect, it } from '@jest/globals';
import { sentencesOf } from '../../src/api/problems.ts';
import { planConnection, registry } from '../../src/connectors/index.ts';
import { secretBytes, testNow } from '../support/test-context.ts';

/** What is in a Secret is none of the status, also where it is a setting. */
it.each<[string, string, Record<string, unknown>, Record<string, string>]>([
  [
    'the account name of a connection string',
    'azure-blob',
    {},
    { connectionString: 'AccountName=Canary-Of-A-File;AccountKey=YWJj;EndpointSuffix=core.windows.net' },
  ],
  ['the first label of a SAS URL', 'azure-blob', {}, { sasUrl: 'https://canary-of-a-file.example/c?sv=1&sig=a' }],
  [
    'an account name of another service',
    'azure-blob',
    { container: 'c' },
    { sasUrl: 'https://canaryofafile.blob.example/c?sv=1&sig=a&se=2099-01-01&sp=r' },
  ],
  [
    'the enterprise of an app',
    'box',
    {},
    { 'config.json': JSON.stringify({ enterpriseID: 'canary-of-a-file', boxAppSettings: { clientID: 'a' } }) },
  ],
  [
    'an enterprise of more digits than a number has',
    'box',
    {},
    { 'config.json': '{"enterpriseID": 123456789012345678901234567890, "boxAppSettings": {"clientID": "a"}}' },
  ],
])('%s is not shown when it is wrong', (_name, name, config, secret) => {
  const planned = planConnection({ platform: registry.get(name)!, config, secret: secretBytes(secret), now: testNow });

  const verdict = 'verdict' in planned ? planned.verdict : undefined;
  expect(verdict).toBeDefined();
  expect(`${verdict?.about} ${sentencesOf(verdict?.problems ?? [])}`).not.toMatch(/canary|1234567890/i);
});

it('shows a setting that was entered', () => {
  const config = { accountName: 'Finance-Archive' };
  const secret = secretBytes({ accountKey: 'YWJj' });

  const planned = planConnection({ platform: registry.get('azure-blob')!, config, secret, now: testNow });

  expect('verdict' in planned && planned.verdict.about).toMatch(/accountName is "Finance-Archive"/);
});
