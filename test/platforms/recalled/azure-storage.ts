import type { RecalledFact } from './fact.ts';

const all = ['azure-blob', 'azure-data-lake', 'azure-files'];

export const azureStorage: readonly RecalledFact[] = [
  {
    platforms: all,
    fact: 'workload identity has no secret',
    confirmedBy: 'https://learn.microsoft.com/graph/api/resources/federatedidentitycredential',
  },
  {
    platforms: all,
    fact: 'x-ms-version must be 2017-11-09 or later for bearer tokens',
    unused: 'requests are made for 2021-12-02, and for 2022-11-02 at Azure Files, which is documented for these tokens',
  },
  {
    platforms: all,
    fact: "rights of Entra can be read by ARM's permission API only",
    unused: 'ARM is not asked: what the service does not tell is NotTestable',
  },
  {
    platforms: all,
    fact: 'what is missing comes with 404; the name FilesystemNotFound',
    mark: 'the names FilesystemNotFound and PathNotFound',
  },
  {
    platforms: all,
    fact: 'OperationTimedOut; ServerBusy comes with 503',
    mark: 'OperationTimedOut, and the status of ServerBusy',
  },
  { platforms: all, fact: 'a signed request may be 15 minutes off', mark: "the service's limit of 15 minutes" },
  {
    platforms: all,
    fact: 'a user delegation SAS ends with its key too (ske)',
    mark: "a SAS that a user's key signed ends with that key",
  },
  {
    platforms: all,
    fact: 'hosts of accounts with a zone suffix',
    unused: 'such an account is set by its address (cloud custom)',
  },
  { platforms: ['azure-files'], fact: 'files are never anonymous', mark: 'Azure Files is never open to anyone' },
  {
    platforms: ['azure-files'],
    fact: 'the roles Storage File Data Privileged Reader and Contributor',
    confirmedBy: 'https://learn.microsoft.com/azure/storage/files/authorize-oauth-rest',
  },
  {
    platforms: ['azure-files'],
    fact: 'the status of MissingRequiredHeader',
    unused: 'the code is judged whatever the status',
  },
  {
    platforms: ['azure-data-lake'],
    fact: 'checkAccess needs a hierarchical namespace',
    confirmedBy: 'https://learn.microsoft.com/rest/api/storageservices/datalakestoragegen2/path/getproperties',
  },
  {
    platforms: ['azure-data-lake'],
    fact: 'errors of the dfs host are JSON',
    mark: 'errors at the dfs host are JSON of this form',
  },
];
