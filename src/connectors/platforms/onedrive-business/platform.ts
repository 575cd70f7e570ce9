import type { PlatformSpec } from '../../platform.ts';
import { entraDefine, entraHosts } from '../shared/entra/define.ts';
import { entraMethods } from '../shared/entra/entra-methods.ts';
import { entraFields, guid } from '../shared/entra/fields.ts';
import { entraReplies } from '../shared/entra/replies.ts';
import { secretEnd } from '../shared/entra/secret-end.ts';
import { pasted, text } from '../shared/field.ts';
import { driveFolder, graphDriveProbe, probeReplies } from '../shared/graph/drive-probe.ts';
import { graphReplies, wrongCloud } from '../shared/graph/replies.ts';
import { driveReplies } from './replies.ts';

/** Downloads are redirected to a signed address of the site that the drive is part of. */
const sharepointHosts = ['*.sharepoint.com', '*.sharepoint.us', '*.sharepoint-mil.us', '*.sharepoint.cn'];

export const onedriveBusiness = {
  title: 'Microsoft OneDrive for Business',
  aliases: ['OneDrive for Business GccH', 'OneDrive (work or school)'],
  category: 'FileSharing',
  documentation: 'https://learn.microsoft.com/graph/api/drive-get',
  config: {
    required: ['tenantId', 'clientId'],
    properties: {
      ...entraFields,
      userPrincipalName: text(
        'Owner',
        'Owner of the OneDrive, as user principal name or object ID. Set either this or `siteUrl`; with method refresh-token the default is the OneDrive of the user.',
        'ada@contoso.com',
        { pattern: `^(${guid}|[^@/?%\\\\\\s]+@[^@/?%#\\\\\\s]+)$` },
      ),
      siteUrl: text(
        'Personal site',
        'Address of the personal site of the OneDrive, instead of its owner.',
        'https://contoso-my.sharepoint.com/personal/ada_contoso_com',
        {
          ...pasted(
            ['^(https://[^/]+/personal/[^/?#]+)/[^?#]'],
            [String.raw`^(https://[^/]+)/:\w:/(?:[rg]/)*personal/([^/?#]+)`, '$1/personal/$2'],
          ),
          pattern: '^https://[a-z0-9-]+-my\\.sharepoint(\\.com|\\.us|\\.cn|-mil\\.us)/personal/[^/?#\\s]+/?$',
        },
      ),
    },
  },
  hosts: [...entraHosts, ...sharepointHosts],
  define: [
    ...entraDefine(),
    { site: '"sites/" + config.siteUrl.host() + ":" + config.siteUrl.path().urlPath() + ":"' },
    { owner: '"users/" + config.userPrincipalName.replace("#", "%23")' },
    { own: '!has(config.siteUrl) && !has(config.userPrincipalName)' },
    { drive: '"https://" + graph + "/v1.0/" + (own ? "me" : has(config.siteUrl) ? site : owner) + "/drive"' },
    ...driveFolder,
    {
      writes:
        '["Files.ReadWrite", "Files.ReadWrite.All", "Sites.ReadWrite.All", "Sites.Manage.All", "Sites.FullControl.All"]',
    },
    { reads: 'writes + ["Files.Read", "Files.Read.All", "Sites.Read.All"]' },
    // Those for selected sites are bounded by what was granted there, which the token does not say.
    { selected: 'permissions.exists(p, p.endsWith(".Selected"))' },
    // Those of a user are bounded by what the user may do; in a drive of one's own a scope is all that is needed.
    { granted: 'user && !own ? null : true' },
    { readable: 'permissions.exists(p, p in reads) ? granted : selected ? null : false' },
    { writable: 'permissions.exists(p, p in writes) ? granted : selected ? null : false' },
  ],
  tables: {
    entra: entraReplies,
    graph: [wrongCloud, ...graphReplies],
    probe: probeReplies,
  },
  methods: entraMethods({
    application: 'Microsoft Graph, Files.Read.All or Files.ReadWrite.All (with `siteUrl` also Sites.Read.All)',
    delegated:
      "Microsoft Graph, Files.Read or Files.ReadWrite (.All for another user's OneDrive; without owner and `siteUrl` the test opens the OneDrive of the user who signed in, which Microsoft then creates if it is missing)",
    config: { application: { oneOf: [{ required: ['userPrincipalName'] }, { required: ['siteUrl'] }] } },
  }),
  test: [
    {
      request: { url: '{{drive}}', query: { $select: 'id,driveType,owner,quota,webUrl' } },
      replies: driveReplies,
      facts: {
        identified: 'filled(json.id) && json.driveType == "business"',
        account: {
          // The owner may be a group.
          id: 'orElse(json.owner.user.id, json.owner.group.id)',
          name: 'orElse(json.owner.user.displayName, json.owner.group.displayName)',
          email: 'json.owner.user.email',
          tenant: 'claims.tid',
        },
        grants: { read: 'readable', write: 'writable', update: 'writable', delete: 'writable' },
      },
    },
  ],
  access: [secretEnd],
  probe: graphDriveProbe,
} satisfies PlatformSpec;
