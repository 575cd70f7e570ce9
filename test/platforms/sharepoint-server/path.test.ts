import { expect, it } from '@jest/globals';
import { defineEager } from '../../../src/connectors/engine/define.ts';
import { planConnection, registry } from '../../../src/connectors/index.ts';
import { secretBytes, testNow } from '../../support/test-context.ts';

function folderOf(siteUrl: string, path: string): unknown {
  const platform = registry.get('sharepoint-server')!;
  const secret = secretBytes({ username: 'CORP\\svc', password: 'canary-password' });
  const planned = planConnection({ platform, config: { siteUrl }, secret, requires: { path }, now: testNow });
  if ('verdict' in planned) throw new Error(planned.verdict.about);
  return defineEager(planned.plan)['path'];
}

it.each([
  ['https://sp.example.com/sites/hr', 'Documents', '/sites/hr/Documents'],
  ['https://sp.example.com/sites/hr/', '/Documents/Q1/', '/sites/hr/Documents/Q1'],
  ['https://sp.example.com/sites/hr', '/sites/hr/Documents', '/sites/hr/Documents'],
  ['https://sp.example.com/sites/hr', '/Sites/HR/Documents', '/Sites/HR/Documents'],
  ['https://sp.example.com/sites/hr', '/sites/hr', '/sites/hr'],
  ['https://sp.example.com/sites/hr', '/sites/hronline', '/sites/hr/sites/hronline'],
  ['https://sp.example.com/sites/hr', '/', '/sites/hr'],
  ['https://sp.example.com/sites/human%20resources', "O'Neil", "/sites/human resources/O'Neil"],
  ['https://sp.example.com', '/Documents', '/Documents'],
  ['https://sp.example.com/', '/', '/'],
])('of the site %s, %s is the folder %s', (siteUrl, path, folder) => {
  expect(folderOf(siteUrl, path)).toBe(folder);
});
