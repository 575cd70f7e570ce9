import { Script } from 'node:vm';
import { expect, it, jest } from '@jest/globals';
import { planConnection } from '../../../../src/connectors/index.ts';
import { partOf } from '../../../../src/connectors/planning/from-address.ts';
import { registry } from '../../../../src/connectors/registry.ts';

/** Addresses as a browser or a tool shows them, and the remedy. */
it.each([
  [
    'sharepoint-online',
    'siteUrl',
    'https://contoso.sharepoint.com/:f:/s/Finance/EabcDEF?e=x',
    'https://contoso.sharepoint.com/sites/Finance',
  ],
  [
    'sharepoint-online',
    'siteUrl',
    'https://contoso.sharepoint.com/sites/hr/Lists/Tasks/AllItems.aspx',
    'https://contoso.sharepoint.com/sites/hr',
  ],
  [
    'sharepoint-online',
    'siteUrl',
    'https://contoso.sharepoint.com/teams/it/_layouts/15/start.aspx',
    'https://contoso.sharepoint.com/teams/it',
  ],
  [
    'sharepoint-server',
    'siteUrl',
    'https://sp.example.com/sites/hr/Shared%20Documents/Forms/AllItems.aspx',
    'https://sp.example.com/sites/hr',
  ],
  ['sharepoint-server', 'siteUrl', 'https://sp.example.com/SitePages/Home.aspx', 'https://sp.example.com'],
  [
    'onedrive-business',
    'siteUrl',
    'https://contoso-my.sharepoint.com/personal/ada_contoso_com/Documents',
    'https://contoso-my.sharepoint.com/personal/ada_contoso_com',
  ],
  ['nextcloud', 'url', 'https://cloud.example.com/index.php/apps/files/?dir=/', 'https://cloud.example.com'],
  ['nextcloud', 'url', 'https://example.com/nextcloud/login', 'https://example.com/nextcloud'],
  ['owncloud', 'url', 'https://oc.example.com/remote.php/webdav/', 'https://oc.example.com'],
  ['owncloud-infinite-scale', 'url', 'https://ocis.example.com/files/spaces/personal', 'https://ocis.example.com'],
  ['seafile', 'url', 'https://sea.example.com/library/0af1/My', 'https://sea.example.com'],
  ['m-files', 'url', 'https://m.example.com/vnext/', 'https://m.example.com'],
  [
    'm-files',
    'vaultGuid',
    'https://m.example.com/Default.aspx?#C840BE1A-5B47-4AC0-8EF7-835C166C8E24/views',
    '{C840BE1A-5B47-4AC0-8EF7-835C166C8E24}',
  ],
  ['documentum', 'restUrl', 'https://d.example.com/D2/#d2', 'https://d.example.com/dctm-rest'],
  ['procore', 'companyId', 'https://app.procore.com/562949/company/home', '562949'],
  ['procore', 'companyId', 'https://us02.procore.com/webclients/host/companies/562949/home', '562949'],
  ['procore', 'projectId', 'https://app.procore.com/31337/project/home', '31337'],
  ['procore', 'projectId', 'https://us02.procore.com/webclients/host/companies/562949/projects/31337', '31337'],
  [
    'autodesk-construction-cloud',
    'accountId',
    'https://acc.autodesk.com/admin/accounts/01234567-89ab-cdef-0123-456789abcdef',
    '01234567-89ab-cdef-0123-456789abcdef',
  ],
  [
    'autodesk-construction-cloud',
    'projectId',
    'https://acc.autodesk.com/docs/files/projects/fedc4567-89ab-cdef-0123-456789abcdef?folderUrn=x',
    'fedc4567-89ab-cdef-0123-456789abcdef',
  ],
  [
    'documentum',
    'restUrl',
    'https://d.example.com/dctm-rest/repositories/finance#x',
    'https://d.example.com/dctm-rest',
  ],
  ['alfresco', 'url', 'https://ecm.example.com/share/page/user/admin/dashboard', 'https://ecm.example.com'],
  ['jira-data-center', 'url', 'https://example.com/jira/browse/ABC-1', 'https://example.com/jira'],
  ['confluence-data-center', 'url', 'https://wiki.example.com/display/HR/Home', 'https://wiki.example.com'],
  ['gitlab', 'baseUrl', 'https://gitlab.com/acme/handbook', 'https://gitlab.com'],
  ['gitlab', 'baseUrl', 'https://git.example.com/acme/x/-/tree/main', 'https://git.example.com'],
  ['gitlab', 'project', 'https://gitlab.com/acme/handbook/-/tree/main', 'acme/handbook'],
  ['gitlab', 'project', 'git@gitlab.com:acme/handbook.git', 'acme/handbook'],
  ['github', 'repository', 'https://github.com/acme/handbook/tree/main/docs', 'acme/handbook'],
  ['github', 'repository', 'git@github.com:acme/handbook.git', 'acme/handbook'],
  ['github', 'apiUrl', 'https://github.com', 'https://api.github.com'],
  ['github', 'apiUrl', 'https://acme.ghe.com', 'https://api.acme.ghe.com'],
  ['github', 'apiUrl', 'https://github.example.com', 'https://github.example.com/api/v3'],
  [
    'salesforce',
    'myDomainUrl',
    'https://acme.lightning.force.com/lightning/page/home',
    'https://acme.my.salesforce.com',
  ],
  ['amazon-s3', 'bucket', 's3://finance-archive/2026/', 'finance-archive'],
  ['amazon-s3', 'bucket', 'arn:aws:s3:::finance-archive', 'finance-archive'],
  ['amazon-s3', 'bucket', 'https://finance-archive.s3.eu-central-1.amazonaws.com/a', 'finance-archive'],
  ['s3-compatible', 'bucket', 's3://finance-archive/x', 'finance-archive'],
  ['google-cloud-storage', 'bucket', 'gs://finance-archive/x', 'finance-archive'],
  ['zendesk', 'subdomain', 'https://acme.zendesk.com/agent', 'acme'],
  ['sharefile', 'subdomain', 'mycompany.sharefile.com', 'mycompany'],
  ['servicenow', 'hostname', 'https://acme.service-now.com/nav_to.do', 'acme.service-now.com'],
  ['egnyte', 'domain', 'https://company.egnyte.com/app/index.do', 'company.egnyte.com'],
  ['confluence-cloud', 'siteUrl', 'https://acme.atlassian.net/wiki/spaces/HR', 'https://acme.atlassian.net'],
  [
    'google-shared-drives',
    'driveId',
    'https://drive.google.com/drive/u/0/folders/0ABCdefGHIjklUk9PVA',
    '0ABCdefGHIjklUk9PVA',
  ],
  ['slack', 'teamId', 'https://app.slack.com/client/T0123ABCD/C01', 'T0123ABCD'],
  ['hubspot', 'portalId', 'https://app-eu1.hubspot.com/contacts/1234567/objects', '1234567'],
  ['procore', 'companyId', 'https://app.procore.com/webclients/host/companies/10042/home', '10042'],
  ['azure-blob', 'accountName', 'https://financearchive.blob.core.windows.net/archive', 'financearchive'],
  [
    'sharepoint-online',
    'siteUrl',
    'https://contoso.sharepoint.com/:f:/r/sites/Finance/Shared%20Documents/General?csf=1&web=1',
    'https://contoso.sharepoint.com/sites/Finance',
  ],
  [
    'sharepoint-online',
    'siteUrl',
    'https://contoso.sharepoint.com/sites/Finance/sub/Shared%20Documents/Forms/AllItems.aspx',
    'https://contoso.sharepoint.com/sites/Finance/sub',
  ],
  [
    'sharepoint-online',
    'siteUrl',
    'https://contoso.sharepoint.com/sites/Finance/Freigegebene%20Dokumente/Forms/AllItems.aspx',
    'https://contoso.sharepoint.com/sites/Finance',
  ],
  ['sharepoint-online', 'siteUrl', 'http://contoso.sharepoint.com/sites/hr', 'https://contoso.sharepoint.com/sites/hr'],
  ['nextcloud', 'url', 'https://cloud.example.com/public.php/webdav', 'https://cloud.example.com'],
  ['nextcloud', 'url', 'davs://cloud.example.com/remote.php/dav', 'https://cloud.example.com'],
  ['owncloud-infinite-scale', 'url', 'https://ocis.example.com/signin/v1/identifier', 'https://ocis.example.com'],
  ['nuxeo', 'url', 'https://e.example.com/nuxeo/ui/#!/home', 'https://e.example.com/nuxeo'],
  ['opentext-content-server', 'url', 'https://e.example.com/otcs/cs.exe/app', 'https://e.example.com/otcs/cs.exe'],
  ['exchange-server', 'url', 'https://e.example.com/owa/#path=/mail', 'https://e.example.com/EWS/Exchange.asmx'],
  ['exchange-server', 'url', 'https://e.example.com/', 'https://e.example.com/EWS/Exchange.asmx'],
  [
    'confluence-data-center',
    'url',
    'https://wiki.example.com/confluence/pages/viewpage.action?pageId=1',
    'https://wiki.example.com/confluence',
  ],
  ['jira-cloud', 'siteUrl', 'acme', 'https://acme.atlassian.net'],
  ['servicenow', 'hostname', 'acme', 'acme.service-now.com'],
  ['egnyte', 'domain', 'Acme', 'acme.egnyte.com'],
  ['microsoft-teams', 'clientId', '{11111111-2222-3333-4444-555555555555}', '11111111-2222-3333-4444-555555555555'],
  ['azure-files', 'share', String.raw`\\acc.file.core.windows.net\archive\x`, 'archive'],
  [
    'microsoft-graph',
    'tenantId',
    'https://sts.windows.net/11111111-2222-3333-4444-555555555555/',
    '11111111-2222-3333-4444-555555555555',
  ],
])('%s: %s %s', (platform, setting, pasted, remedy) => {
  const about = problemWith(platform, setting, pasted);

  expect(about?.split(': write ')[1]).toBe(remedy);
});

it.each([
  ['sharepoint-online', 'siteUrl', 'https://contoso.sharepoint.com/sites/Finance'],
  ['sharepoint-online', 'siteUrl', 'https://contoso.sharepoint.com/sites/Finance/sub'],
  ['sharepoint-online', 'siteUrl', 'https://contoso.sharepoint.com/'],
  ['sharepoint-server', 'siteUrl', 'https://sp.example.com/sites/hr/'],
  ['nextcloud', 'url', 'https://example.com/cloud/'],
  ['gitlab', 'baseUrl', 'https://gitlab.com/'],
  ['gitlab', 'baseUrl', 'https://example.com/gitlab'],
  ['gitlab', 'project', 'acme/team/handbook'],
  ['github', 'apiUrl', 'https://api.github.com/'],
  ['github', 'apiUrl', 'https://github.example.com/api/v3/'],
  ['github', 'apiUrl', 'https://github.example.com:8443/api/v3'],
  ['jira-data-center', 'url', 'https://example.com/jira'],
  ['salesforce', 'loginUrl', 'https://login.salesforce.com'],
  ['salesforce', 'loginUrl', 'https://acme.my.salesforce.com/'],
])('%s: %s %s is taken as it is', (platform, setting, right) => {
  expect(problemWith(platform, setting, right)).toBeUndefined();
});

it('proposes no other part of an address than the one that is meant', () => {
  expect(problemWith('box', 'enterpriseId', 'https://app.box.com/folder/0')).not.toMatch(/: write/);
  expect(problemWith('exchange-server', 'url', 'mail')).not.toMatch(/: write/);
  expect(problemWith('veeva-vault', 'vaultDns', 'https://acme.veevavault.com/ui/#x')).toMatch(
    /: write acme\.veevavault\.com/,
  );
});

/** What is said of one setting, among whatever else is missing. */
function problemWith(platform: string, setting: string, value: string): string | undefined {
  const planned = planConnection({
    platform: registry.get(platform)!,
    config: { [setting]: value },
    secret: {},
    now: 0,
  });
  const problems = 'verdict' in planned ? (planned.verdict.problems ?? []) : [];
  const found = problems.find(({ at }) => at === `spec.config.${setting}`);
  return found && `${found.what}${found.fix === undefined ? '' : `: ${found.fix}`}`;
}

it('gives no hint where a pattern of the platform takes too long', () => {
  const address = `https://example.com/${'a'.repeat(40)}!`;

  expect(partOf(address, ['^https://example.com/(a+)+$', '^https://([^/]+)'])).toBe('example.com');
});

it.each([
  ['sharepoint-online', 'siteUrl', 'https://contoso.sharepoint.com/sites/hr'],
  ['nextcloud', 'url', 'https://cloud.example.com/'],
  ['gitlab', 'baseUrl', 'https://git.example.com'],
  ['amazon-s3', 'bucket', 'finance.archive'],
  ['azure-blob', 'tenantId', 'contoso.com'],
  ['exchange-server', 'url', 'https://mail.example.com/EWS/Exchange.asmx'],
])('%s: %s %s costs no guarded match', (platform, setting, right) => {
  const guarded = jest.spyOn(Script.prototype, 'runInContext');
  try {
    expect(problemWith(platform, setting, right)).toBeUndefined();
    expect(guarded).not.toHaveBeenCalled();
  } finally {
    guarded.mockRestore();
  }
});
