import { expect, it } from '@jest/globals';
import { suggestPlatforms } from '../../../src/connectors/index.ts';

it.each<[string, string[]]>([
  ['SFTP', ['sftp']],
  ['cifs', ['smb']],
  ['network-file-share', ['smb']],
  ['s3', ['amazon-s3', 's3-compatible']],
  ['minio', ['s3-compatible']],
  ['adls', ['azure-data-lake']],
  ['azure', ['azure-blob', 'azure-data-lake', 'azure-files']],
  ['google-storage', ['google-cloud-storage']],
  ['sharepont', ['sharepoint-online', 'sharepoint-server']],
  ['sftpp', ['sftp']],
  ['workdocs', []],
  ['foo', []],
  ['-', []],
])('%s is probably %j', (text, names) => {
  expect(suggestPlatforms(text)).toEqual(names);
});
