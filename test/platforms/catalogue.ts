/** Every type id of the catalogue that speaks HTTP, and the services that ended. */
export const httpPlatforms = `
  box dropbox dropbox-business dropbox-team-folders
  google-workspace google-shared-drives google-drive google-cloud-storage
  microsoft-graph sharepoint-online onedrive-business onedrive-personal microsoft-teams exchange-online exchange-server
  amazon-workdocs
  opentext-content-server documentum filenet alfresco nuxeo onbase m-files
  laserfiche laserfiche-server imanage netdocuments webcenter-content veeva-vault cmis
  sharepoint-server
  egnyte sharefile syncplicity nextcloud owncloud owncloud-infinite-scale seafile
  salesforce servicenow slack jira-cloud jira-data-center confluence-cloud confluence-data-center
  notion github gitlab zendesk hubspot autodesk-construction-cloud procore
  webdav http-endpoint
`
  .trim()
  .split(/\s+/);

/** Those of the protocols and stores that have a driver so far. */
export const otherPlatforms = [
  'ftp',
  'ftps',
  'local-filesystem',
  'nfs',
  'sftp',
  'smb',
  's3-compatible',
  'amazon-s3',
  'azure-blob',
  'azure-data-lake',
  'azure-files',
];
