import type { Platform, PlatformSpec } from './platform.ts';
import { alfresco } from './platforms/alfresco/platform.ts';
import { amazonS3 } from './platforms/amazon-s3/platform.ts';
import { amazonWorkdocs } from './platforms/amazon-workdocs/platform.ts';
import { asana } from './platforms/asana/platform.ts';
import { autodeskConstructionCloud } from './platforms/autodesk-construction-cloud/platform.ts';
import { azureBlob } from './platforms/azure-blob/platform.ts';
import { azureDataLake } from './platforms/azure-data-lake/platform.ts';
import { azureFiles } from './platforms/azure-files/platform.ts';
import { box } from './platforms/box/platform.ts';
import { cmis } from './platforms/cmis/platform.ts';
import { confluenceCloud } from './platforms/confluence-cloud/platform.ts';
import { confluenceDataCenter } from './platforms/confluence-data-center/platform.ts';
import { documentum } from './platforms/documentum/platform.ts';
import { dropbox } from './platforms/dropbox/platform.ts';
import { dropboxBusiness } from './platforms/dropbox-business/platform.ts';
import { dropboxTeamFolders } from './platforms/dropbox-team-folders/platform.ts';
import { egnyte } from './platforms/egnyte/platform.ts';
import { exchangeOnline } from './platforms/exchange-online/platform.ts';
import { exchangeServer } from './platforms/exchange-server/platform.ts';
import { filenet } from './platforms/filenet/platform.ts';
import { ftp } from './platforms/ftp/platform.ts';
import { ftps } from './platforms/ftps/platform.ts';
import { github } from './platforms/github/platform.ts';
import { gitlab } from './platforms/gitlab/platform.ts';
import { googleCloudStorage } from './platforms/google-cloud-storage/platform.ts';
import { googleDrive } from './platforms/google-drive/platform.ts';
import { googleSharedDrives } from './platforms/google-shared-drives/platform.ts';
import { googleWorkspace } from './platforms/google-workspace/platform.ts';
import { httpEndpoint } from './platforms/http-endpoint/platform.ts';
import { hubspot } from './platforms/hubspot/platform.ts';
import { imanage } from './platforms/imanage/platform.ts';
import { jiraCloud } from './platforms/jira-cloud/platform.ts';
import { jiraDataCenter } from './platforms/jira-data-center/platform.ts';
import { laserfiche } from './platforms/laserfiche/platform.ts';
import { laserficheServer } from './platforms/laserfiche-server/platform.ts';
import { localFilesystem } from './platforms/local-filesystem/platform.ts';
import { mFiles } from './platforms/m-files/platform.ts';
import { microsoftGraph } from './platforms/microsoft-graph/platform.ts';
import { microsoftTeams } from './platforms/microsoft-teams/platform.ts';
import { netdocuments } from './platforms/netdocuments/platform.ts';
import { nextcloud } from './platforms/nextcloud/platform.ts';
import { nfs } from './platforms/nfs/platform.ts';
import { notion } from './platforms/notion/platform.ts';
import { nuxeo } from './platforms/nuxeo/platform.ts';
import { onbase } from './platforms/onbase/platform.ts';
import { onedriveBusiness } from './platforms/onedrive-business/platform.ts';
import { onedrivePersonal } from './platforms/onedrive-personal/platform.ts';
import { opentextContentServer } from './platforms/opentext-content-server/platform.ts';
import { owncloud } from './platforms/owncloud/platform.ts';
import { owncloudInfiniteScale } from './platforms/owncloud-infinite-scale/platform.ts';
import { procore } from './platforms/procore/platform.ts';
import { s3Compatible } from './platforms/s3-compatible/platform.ts';
import { salesforce } from './platforms/salesforce/platform.ts';
import { seafile } from './platforms/seafile/platform.ts';
import { servicenow } from './platforms/servicenow/platform.ts';
import { sftp } from './platforms/sftp/platform.ts';
import { sharefile } from './platforms/sharefile/platform.ts';
import { sharepointOnline } from './platforms/sharepoint-online/platform.ts';
import { sharepointServer } from './platforms/sharepoint-server/platform.ts';
import { slack } from './platforms/slack/platform.ts';
import { smb } from './platforms/smb/platform.ts';
import { syncplicity } from './platforms/syncplicity/platform.ts';
import { veevaVault } from './platforms/veeva-vault/platform.ts';
import { webcenterContent } from './platforms/webcenter-content/platform.ts';
import { webdav } from './platforms/webdav/platform.ts';
import { zendesk } from './platforms/zendesk/platform.ts';

/** Every built-in platform, in alphabetical order: one line each. */
const specs: Readonly<Record<string, PlatformSpec>> = {
  alfresco,
  'amazon-s3': amazonS3,
  'amazon-workdocs': amazonWorkdocs,
  asana,
  'autodesk-construction-cloud': autodeskConstructionCloud,
  'azure-blob': azureBlob,
  'azure-data-lake': azureDataLake,
  'azure-files': azureFiles,
  box,
  cmis,
  'confluence-cloud': confluenceCloud,
  'confluence-data-center': confluenceDataCenter,
  documentum,
  dropbox,
  'dropbox-business': dropboxBusiness,
  'dropbox-team-folders': dropboxTeamFolders,
  egnyte,
  'exchange-online': exchangeOnline,
  'exchange-server': exchangeServer,
  filenet,
  ftp,
  ftps,
  github,
  gitlab,
  'google-cloud-storage': googleCloudStorage,
  'google-drive': googleDrive,
  'google-shared-drives': googleSharedDrives,
  'google-workspace': googleWorkspace,
  'http-endpoint': httpEndpoint,
  hubspot,
  imanage,
  'jira-cloud': jiraCloud,
  'jira-data-center': jiraDataCenter,
  laserfiche,
  'laserfiche-server': laserficheServer,
  'local-filesystem': localFilesystem,
  'm-files': mFiles,
  'microsoft-graph': microsoftGraph,
  'microsoft-teams': microsoftTeams,
  netdocuments,
  nextcloud,
  nfs,
  notion,
  nuxeo,
  onbase,
  'onedrive-business': onedriveBusiness,
  'onedrive-personal': onedrivePersonal,
  'opentext-content-server': opentextContentServer,
  owncloud,
  'owncloud-infinite-scale': owncloudInfiniteScale,
  procore,
  's3-compatible': s3Compatible,
  salesforce,
  seafile,
  servicenow,
  sftp,
  sharefile,
  'sharepoint-online': sharepointOnline,
  'sharepoint-server': sharepointServer,
  slack,
  smb,
  syncplicity,
  'veeva-vault': veevaVault,
  'webcenter-content': webcenterContent,
  webdav,
  zendesk,
};

/**
 * The built-in platforms by name, in alphabetical order.
 * @example registry.get('box')?.spec.title // → 'Box'
 */
export const registry: ReadonlyMap<string, Platform> = new Map(
  Object.entries(specs).map(([name, spec]) => [name, { name, spec }]),
);
