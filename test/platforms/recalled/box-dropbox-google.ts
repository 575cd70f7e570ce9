import type { RecalledFact } from './fact.ts';

const idle = 'nothing in the code rests on it';
const dropboxAll = ['dropbox', 'dropbox-business', 'dropbox-team-folders'];
const dropboxTeams = ['dropbox-business', 'dropbox-team-folders'];
const domains = ['google-workspace', 'google-shared-drives'];
const serviceAccounts = [...domains, 'google-cloud-storage'];
const googleAll = [...serviceAccounts, 'google-drive'];
const entra = ['microsoft-graph', 'sharepoint-online', 'onedrive-business', 'microsoft-teams', 'exchange-online'];

/** Box, Dropbox, Google and Microsoft 365. */
export const dropbox: readonly RecalledFact[] = [
  {
    platforms: ['box'],
    fact: 'JWT keys and client secrets do not expire by themselves',
    unused: 'no end is told of them',
  },
  {
    platforms: ['box'],
    fact: 'Box Zones have the same hosts',
    mark: 'that enterprises with Box Zones are reached at the same host',
  },
  { platforms: ['box'], fact: 'about 1,000 API calls a minute and user', unused: idle },
  {
    platforms: dropboxAll,
    fact: 'invalid_client at the token endpoint is a wrong app key or secret',
    confirmedBy: 'https://github.com/dropbox/dropbox-sdk-python pull request 544',
  },
  { platforms: dropboxAll, fact: 'limits per app and user are not published as numbers', unused: idle },
  {
    platforms: dropboxTeams,
    fact: 'ids of members begin with dbmid:, those of teams with dbtid:',
    mark: 'the form of the ids of members (dbmid:) and teams (dbtid:)',
  },
  {
    platforms: dropboxTeams,
    fact: 'the token of a user at a team endpoint is answered with 400 and a text (or 401, 403)',
    confirmedBy: 'https://github.com/dropbox/dropbox-sdk-dotnet issue 22 (400 with a text)',
  },
  {
    platforms: serviceAccounts,
    fact: 'the key file has universe_domain',
    confirmedBy: 'https://google.github.io/adk-docs/api-reference/typescript/interfaces/ServiceAccountCredential.html',
  },
  {
    platforms: serviceAccounts,
    fact: 'invalid_grant "account not found" is a deleted service account or a wrong address',
    confirmedBy: 'https://github.com/googleapis/google-cloud-php issue 3622',
  },
  {
    platforms: googleAll,
    fact: 'insufficientPermissions is the older name of a missing scope',
    mark: 'insufficientPermissions, the older name',
  },
  { platforms: googleAll, fact: '100 live refresh tokens per client and user', unused: 'no number is told' },
  {
    platforms: serviceAccounts,
    fact: 'keys of service accounts do not expire unless the organization says so',
    unused: 'no end is told of them',
  },
  {
    platforms: domains,
    fact: 'the tenant by customers/my_customer: id, customerDomain',
    unused: 'it is not called; the tenant is the domain of the address',
  },
  {
    platforms: domains,
    fact: 'isAdmin and isDelegatedAdmin of the Directory API, with admin.directory.user.readonly',
    mark: 'isAdmin and isDelegatedAdmin of the Admin SDK Directory API',
  },
  {
    platforms: domains,
    fact: '403 of about where Drive is switched off for the user or the domain',
    mark: 'that a user for whom the Drive service is switched off is answered with 403',
  },
  {
    platforms: ['google-shared-drives'],
    fact: 'ids of shared drives begin with 0A',
    mark: 'that the id of a shared drive begins with 0A',
  },
  {
    platforms: ['google-cloud-storage'],
    fact: 'HMAC: InvalidSecurity, InvalidAccessKeyId, SignatureDoesNotMatch, AccessDenied; keys do not expire',
    mark: 'that an unknown key is answered with InvalidSecurity or InvalidAccessKeyId, a wrong secret with SignatureDoesNotMatch',
  },
  { platforms: entra, fact: 'a client secret lasts 24 months at most', unused: 'its end is read, not reckoned' },
  {
    platforms: entra,
    fact: 'Application.Read.All, or ownership, lets an application read its passwordCredentials',
    confirmedBy:
      'https://learn.microsoft.com/powershell/module/azuread/migrate/get-azureadapplicationpasswordcredential (Application.Read.All, Application.ReadWrite.OwnedBy)',
  },
  {
    platforms: ['sharepoint-online', 'onedrive-business'],
    fact: 'hosts of DoD end in .sharepoint-mil.us, those of 21Vianet in .sharepoint.cn',
    confirmedBy: 'https://github.com/s-KaiNet/node-sp-auth src/utils/UrlHelper.ts',
  },
  {
    platforms: entra,
    fact: 'bad client secrets do not lock an application',
    unused: 'a refused secret is not repeated, whatever it would do',
  },
  {
    platforms: ['microsoft-graph'],
    fact: 'me/memberOf tells whether a user is an administrator',
    unused: 'it is not called; no administrator is told',
  },
  {
    platforms: ['sharepoint-online'],
    fact: 'bit 8 of effectiveBasePermissions is the right to delete list items',
    confirmedBy: 'https://learn.microsoft.com/openspecs/sharepoint_protocols/ms-wssfo2, WSS Rights Mask',
  },
  {
    platforms: ['sharepoint-online'],
    fact: '404 for a site that is not granted with Sites.Selected',
    mark: 'that a site which is not granted (Sites.Selected) is answered so as well',
  },
  {
    platforms: ['onedrive-business'],
    fact: 'ResourceNotFound, or "mysite not found", for a drive that does not exist',
    mark: 'the codes, ResourceNotFound among them',
  },
  {
    platforms: ['onedrive-personal'],
    fact: 'the token endpoint consumers with the refresh token, and the scopes Files.ReadWrite offline_access',
    mark: 'that consumers refreshes as common does, and the default scopes',
  },
  {
    platforms: ['onedrive-personal'],
    fact: 'the token of a personal account is no JWT that can be read',
    unused: 'account and scopes come from the replies, not from claims',
  },
  {
    platforms: ['microsoft-teams'],
    fact: 'names of the permissions for the list of groups',
    mark: 'the names of the permissions for the list of groups',
  },
  {
    platforms: ['exchange-online'],
    fact: '404 ResourceNotFound and ErrorInvalidUser for a mailbox that does not exist',
    mark: 'the codes ResourceNotFound and ErrorInvalidUser',
  },
  {
    platforms: ['exchange-online'],
    fact: 'Mail.ReadBasic.All suffices to open the inbox',
    confirmedBy: 'microsoftgraph/microsoft-graph-docs-contrib includes/permissions/mailfolder-get-permissions.md',
  },
];
