import { expect, it } from '@jest/globals';
import { folderAddressProblem } from '../../../../src/connectors/planning/folder-address.ts';
import { folderPages } from '../../../../src/connectors/planning/folder-pages.ts';
import { registry } from '../../../../src/connectors/registry.ts';

const uuid = '0a1b2c3d-1111-2222-3333-444455556666';

/** What a browser shows, and what is meant. */
it.each([
  ['box', 'https://app.box.com/folder/112233445566?s=x', '112233445566'],
  ['box', 'https://acme.ent.box.com/folder/112233445566', '112233445566'],
  ['dropbox', 'https://www.dropbox.com/home/Finance/In%20box', '/Finance/In box'],
  ['dropbox-team-folders', 'https://www.dropbox.com/work/Finance?preview=a.pdf', '/Finance'],
  ['google-drive', 'https://drive.google.com/drive/u/0/folders/1AbCdEfGhIjKlMnOp?usp=sharing', '1AbCdEfGhIjKlMnOp'],
  ['google-shared-drives', 'https://drive.google.com/open?id=1AbCdEfGhIjKlMnOp', '1AbCdEfGhIjKlMnOp'],
  [
    'sharepoint-online',
    'https://contoso.sharepoint.com/sites/Finance/Shared%20Documents/Forms/AllItems.aspx?id=%2Fsites%2FFinance%2FShared%20Documents%2FInbox%2F2026&viewid=x',
    'Inbox/2026',
  ],
  [
    'onedrive-business',
    'https://contoso-my.sharepoint.com/personal/ada_contoso_com/_layouts/15/onedrive.aspx?id=%2Fpersonal%2Fada%5Fcontoso%5Fcom%2FDocuments%2FInbox',
    'Inbox',
  ],
  [
    'sharepoint-server',
    'https://portal.acme.example/sites/f/Docs/Forms/AllItems.aspx?RootFolder=%2Fsites%2Ff%2FDocs%2FIn',
    '/sites/f/Docs/In',
  ],
  ['confluence-cloud', 'https://acme.atlassian.net/wiki/spaces/FIN/pages/98765/Home', '98765'],
  ['confluence-data-center', 'https://wiki.acme.example/pages/viewpage.action?pageId=98765', '98765'],
  ['jira-cloud', 'https://acme.atlassian.net/browse/FIN-12', 'FIN'],
  ['jira-data-center', 'https://jira.acme.example/projects/FIN/issues', 'FIN'],
  [
    'notion',
    'https://www.notion.so/acme/Home-0123456789abcdef0123456789abcdef?pvs=4',
    '0123456789abcdef0123456789abcdef',
  ],
  ['gitlab', 'https://gitlab.com/acme/team/handbook/-/tree/main', 'acme/team/handbook'],
  ['gitlab', 'https://git.acme.example/acme/handbook.git', 'acme/handbook'],
  ['github', 'https://github.com/acme/handbook/tree/main', 'acme/handbook'],
  ['seafile', `https://files.acme.example/library/${uuid}/Finance/in`, uuid],
  ['sharefile', 'https://acme.sharefile.com/home/shared/fo1234-abcd-5678', 'fo1234-abcd-5678'],
  ['nextcloud', 'https://cloud.acme.example/index.php/apps/files/?dir=/Finance/In%20box&fileid=7', '/Finance/In box'],
  ['nextcloud', 'https://cloud.acme.example/remote.php/dav/files/svc/Finance', '/Finance'],
  ['owncloud-infinite-scale', 'https://ocis.acme.example/files/spaces/personal/svc/Finance?sort-by=name', '/Finance'],
  ['opentext-content-server', 'https://cs.acme.example/otcs/cs.exe?func=ll&objId=12345&objAction=browse', '12345'],
  ['opentext-content-server', 'https://cs.acme.example/otcs/cs.exe/app/nodes/12345', '12345'],
  ['laserfiche', 'https://app.laserfiche.com/laserfiche/Browse.aspx?repo=r-1&id=77', '77'],
  ['laserfiche-server', 'https://lf.acme.example/laserfiche/DocView.aspx?db=Docs&docid=77', '77'],
  ['documentum', 'https://dctm.acme.example/D2/?docbase=r#d2?locateId=0c0277b68004dbc6', '0c0277b68004dbc6'],
  ['egnyte', 'https://acme.egnyte.com/app/index.do#storage/files/1/Shared/Finance', '/Shared/Finance'],
  ['salesforce', 'https://acme.lightning.force.com/lightning/o/Invoice__c/list', 'Invoice__c'],
  ['imanage', 'https://cloudimanage.com/work/web/r/libraries/ACTIVE/workspaces/ACTIVE!123', 'ACTIVE!123'],
  [
    'nuxeo',
    'https://nuxeo.acme.example/nuxeo/ui/#!/browse/default-domain/workspaces/f',
    '/default-domain/workspaces/f',
  ],
  ['procore', 'https://app.procore.com/webclients/host/companies/1/projects/562949/tools/documents', '562949'],
  ['sftp', 'sftp://files.acme.example:22/upload', '/upload'],
  ['ftps', 'ftps://files.acme.example/in%20box/', '/in box'],
  ['google-cloud-storage', 'https://console.cloud.google.com/storage/browser/acme-b/in/2026;tab=objects', 'in/2026'],
  ['amazon-s3', 'https://s3.console.aws.amazon.com/s3/buckets/acme?region=eu-central-1&prefix=in/2026/', 'in/2026/'],
])('%s: %s means %s', (platform, address, part) => {
  expect(folderAddressProblem(platform, address)).toMatchObject({ at: 'spec.requires.path', fix: `write ${part}` });
});

it.each([
  ['box', 'https://app.box.com/file/112233445566'],
  ['google-drive', 'https://drive.google.com/drive/my-drive'],
  ['sharepoint-online', 'https://contoso.sharepoint.com/:f:/s/Finance/EabcDEF?e=x'],
  ['cmis', 'https://cmis.acme.example/browse'],
])('%s: %s is refused, and no remedy is better than a wrong one', (platform, address) => {
  const problem = folderAddressProblem(platform, address);

  expect(problem).toMatchObject({ kind: 'invalid', what: 'is an address, not the path or ID of a folder' });
  expect(problem).not.toHaveProperty('fix');
});

it.each([
  ['box', '112233445566'],
  ['sftp', '/upload/https'],
  ['nextcloud', '/Finance'],
  ['gitlab', 'acme/handbook'],
  ['my-own-platform', 'https://files.acme.example/folders/7'],
  ['cmis', undefined],
])('%s: %s may be meant', (platform, path) => {
  expect(folderAddressProblem(platform, path)).toBeUndefined();
});

it('knows built-in platforms only', () => {
  expect(Object.keys(folderPages).filter((name) => !registry.get(name))).toEqual([]);
});
