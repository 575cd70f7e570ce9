import type { AddressPart } from './from-address.ts';

const drive: readonly AddressPart[] = [
  String.raw`^https://(?:drive|docs)\.google\.com/.*/folders/([\w-]{10,})`,
  String.raw`^https://drive\.google\.com/(?:open|folderview|drive).*[?&]id=([\w-]{10,})`,
];
const dropbox: readonly AddressPart[] = [
  { match: String.raw`^https://(?:www\.)?dropbox\.com/(?:home|work)/([^?#]*[^?#/])`, write: '/$1' },
];
const atlassianPage: readonly AddressPart[] = [String.raw`/pages/(\d+)`, String.raw`[?&]pageId=(\d+)`];
const jiraProject: readonly AddressPart[] = [
  String.raw`/(?:browse|projects)/([A-Z][A-Z0-9_]+)`,
  String.raw`[?&]projectKey=([A-Z][A-Z0-9_]+)`,
];
const entry: readonly AddressPart[] = [String.raw`[?&;#](?:id|docid|startid|entryid)=(\d+)`];
const drivePath: readonly AddressPart[] = [
  String.raw`[?&]id=/(?:sites/[^/]+|teams/[^/]+|personal/[^/]+)/[^/&]+/([^&#]*[^&#/])`,
  String.raw`[?&]RootFolder=/(?:sites/[^/]+|teams/[^/]+|personal/[^/]+)/[^/&]+/([^&#]*[^&#/])`,
];
const files: readonly AddressPart[] = [
  { match: String.raw`[?&]dir=/?([^&#]*[^&#/])`, write: '/$1' },
  { match: String.raw`/remote\.php/(?:webdav|dav/files/[^/?#]+)/([^?#]*[^?#/])`, write: '/$1' },
];
const anyPath: readonly AddressPart[] = [{ match: String.raw`^[a-z]+://[^/?#]+/([^?#]*[^?#/])`, write: '/$1' }];
const s3: readonly AddressPart[] = [String.raw`[?&]prefix=([^&#]+)`];

/**
 * What the browser shows for a folder, and the part of it that `spec.requires.path` means, by built-in platform. Addresses
 * are compared after percent-decoding. A platform that is not here has no folders, or takes any text.
 */
export const folderPages: Readonly<Record<string, readonly AddressPart[]>> = {
  alfresco: [],
  'amazon-s3': s3,
  'azure-blob': [],
  'azure-data-lake': [],
  'azure-files': [],
  box: [String.raw`^https://(?:[\w-]+\.)*box\.com/folder/(\d+)`],
  cmis: [],
  'confluence-cloud': atlassianPage,
  'confluence-data-center': atlassianPage,
  documentum: [String.raw`\b(0[bc][0-9a-f]{14})\b`],
  dropbox,
  'dropbox-business': dropbox,
  'dropbox-team-folders': dropbox,
  egnyte: [{ match: String.raw`#storage/files/1/([^?]*[^?/])`, write: '/$1' }],
  filenet: [],
  ftp: anyPath,
  ftps: anyPath,
  github: [String.raw`^https://[^/]+/([\w.-]+/[\w.-]+?)(?:\.git)?(?:[/?#]|$)`],
  gitlab: [String.raw`^https?://[^/]+/([^?#]+?)(?:\.git)?(?:/-/.*|/?(?:[?#].*)?)$`],
  'google-cloud-storage': [String.raw`^https://console\.cloud\.google\.com/storage/browser/[^/;?#]+/([^;?#]*[^;?#/])`],
  'google-drive': drive,
  'google-shared-drives': drive,
  'google-workspace': drive,
  imanage: [String.raw`/workspaces/([\w.-]+!\d+)`],
  'jira-cloud': jiraProject,
  'jira-data-center': jiraProject,
  laserfiche: entry,
  'laserfiche-server': entry,
  nextcloud: files,
  nfs: anyPath,
  notion: [String.raw`^https://(?:www\.)?[\w-]+\.(?:so|site|com)/(?:[^?#]*[/-])?([0-9a-f]{32})(?:[?#]|$)`],
  nuxeo: [{ match: String.raw`/(?:nxpath/[^/]+|browse)/([^@?#]*[^@?#/])`, write: '/$1' }],
  'onedrive-business': drivePath,
  'onedrive-personal': [],
  'opentext-content-server': [String.raw`[?&](?:objId|objid|nodeid)=(\d+)`, String.raw`/nodes/(\d+)`],
  owncloud: files,
  'owncloud-infinite-scale': [
    { match: String.raw`/files/spaces/personal/[^/?#]+/([^?#]*[^?#/])`, write: '/$1' },
    ...files,
  ],
  procore: [String.raw`/projects/(\d+)`],
  's3-compatible': s3,
  salesforce: [String.raw`/lightning/[or]/(\w+)/`],
  seafile: [String.raw`/(?:library|libraries|lib)/([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})`],
  sftp: anyPath,
  sharefile: [String.raw`\.sharefile\.(?:com|eu)/.*\b(fo[\w-]{8,})`],
  'sharepoint-online': drivePath,
  'sharepoint-server': [String.raw`[?&](?:id|RootFolder)=(/[^&#]*[^&#/])`],
  webdav: files,
};
