import type { PlatformSpec } from '../../platform.ts';
import { entraDefine, entraHosts, tokenAccount } from '../shared/entra/define.ts';
import { entraMethods } from '../shared/entra/entra-methods.ts';
import { entraFields } from '../shared/entra/fields.ts';
import { entraReplies } from '../shared/entra/replies.ts';
import { secretEnd } from '../shared/entra/secret-end.ts';
import { pasted, text } from '../shared/field.ts';
import { driveFolder, graphDriveProbe, probeReplies } from '../shared/graph/drive-probe.ts';
import { graphReplies, wrongCloud } from '../shared/graph/replies.ts';
import { siteReplies } from './replies.ts';

const restHeaders = { Accept: 'application/json;odata=nometadata' };

export const sharepointOnline = {
  title: 'Microsoft 365 SharePoint',
  aliases: ['office365-graph', 'office365', 'Microsoft Office 365', 'Office 365 GccH', 'SharePoint Online'],
  category: 'ContentManagement',
  documentation: 'https://learn.microsoft.com/sharepoint/dev/solution-guidance/security-apponly-azuread',
  config: {
    required: ['tenantId', 'clientId', 'siteUrl'],
    properties: {
      ...entraFields,
      siteUrl: text(
        'Site',
        'Address of the site, or of the root site of the tenant, without a library or page behind it.',
        'https://contoso.sharepoint.com/sites/hr',
        {
          ...pasted(
            [String.raw`^(https://[^/]+)/:\w:/(?:r/)?s/([^/?#]+)`, '$1/sites/$2'],
            [String.raw`^(https://[^/]+)/:\w:/(?:r/)?t/([^/?#]+)`, '$1/teams/$2'],
            [String.raw`^(https://[^/]+)/:\w:/r(/(?:sites|teams)/[^/?#]+)`, '$1$2'],
            [
              String.raw`^(https://[^/]+/(?:sites|teams)(?:/[^/?#]+)+?)/(?:[^/?#]+/Forms/|_|Shared|SitePages|Lists/).*$`,
            ],
            [String.raw`^(https://[^/]+/(?:sites|teams)/[^/?#]+)/(?:[^?#]*\.aspx|Forms|Lists).*$`],
            [String.raw`^(https://[^/]+)/(?:[^?#]*\.aspx|_|Shared|SitePages|Lists|:).*$`],
            ['^(https://[^/]+/(?:sites|teams)/[^/?#]+)[?#]'],
          ),
          pattern: '^https://[a-z0-9-]+\\.sharepoint(\\.com|\\.us|\\.cn|-mil\\.us)(/[^?#\\s]*)?$',
        },
      ),
      api: text(
        'API',
        'API that the test uses: graph (the default) is Microsoft Graph; rest is the REST API of SharePoint, which accepts no client secret and says which permissions the account has on the site.',
        'graph',
        { enum: ['graph', 'rest'], default: 'graph' },
      ),
    },
  },
  hosts: [...entraHosts, '{{config.siteUrl}}'],
  define: [
    ...entraDefine('rest ? siteHost : "https://" + graph', [
      { rest: 'config.api == "rest"' },
      { siteHost: 'config.siteUrl.origin()' },
    ]),
    { site: 'config.siteUrl.trimSlash()' },
    { sitePath: 'site.path()' },
    {
      graphSite: '"https://" + graph + "/v1.0/sites/" + site.host() + (sitePath == "" ? "" : ":" + sitePath.urlPath())',
    },
    { drive: 'graphSite + (sitePath == "" ? "/drive" : ":/drive")' },
    ...driveFolder,
    { writes: '["Sites.ReadWrite.All", "Sites.Manage.All", "Sites.FullControl.All", "Files.ReadWrite.All"]' },
    { reads: 'writes + ["Sites.Read.All", "Files.Read.All"]' },
    // Those for selected sites are bounded by what was granted there, which the token does not say.
    { selected: 'permissions.exists(p, p.endsWith(".Selected"))' },
    // Those of a user are bounded by what the user may do.
    { granted: 'user ? null : true' },
    // A site that opens is granted, with reading at least.
    { readable: 'permissions.exists(p, p in reads) ? granted : selected' },
    { writable: 'permissions.exists(p, p in writes) ? granted : selected ? null : false' },
    // github.com/SharePoint/sp-dev-docs issues 5889 and 7152; node-sp-auth
    {
      foreign:
        'orElse(headers["x-ms-diagnostics"], "").contains("3000006") || text.contains("Invalid issuer or signature")',
    },
  ],
  tables: {
    entra: entraReplies,
    graph: [wrongCloud, ...graphReplies],
    probe: probeReplies,
    site: siteReplies,
  },
  methods: entraMethods({
    application:
      'Microsoft Graph, Sites.Read.All, Sites.ReadWrite.All or Sites.FullControl.All, or Sites.Selected and a grant on the site (for `api: rest` the same ones of SharePoint)',
    delegated:
      'Microsoft Graph, Sites.Read.All or Sites.ReadWrite.All (for `api: rest` AllSites.Read or more of SharePoint)',
    // https://learn.microsoft.com/sharepoint/dev/solution-guidance/security-apponly-azuread: a certificate only
    // unverified: whether SharePoint's own API takes the token of a federated credential, so that Graph alone is asked.
    config: { secret: { api: { enum: ['graph'] } }, federated: { api: { enum: ['graph'] } } },
  }),
  test: [
    {
      when: '!rest',
      request: { url: '{{graphSite}}', query: { $select: 'id,displayName,webUrl' } },
      replies: [{ table: 'site' }],
      facts: {
        identified: 'filled(json.id) && filled(json.webUrl)',
        account: tokenAccount,
        grants: { read: 'readable', write: 'writable', update: 'writable', delete: 'writable' },
      },
    },
    {
      when: 'rest',
      request: { url: '{{site}}/_api/web', query: { $select: 'Id,Title,Url' }, headers: restHeaders },
      replies: [{ table: 'site' }],
      facts: { identified: 'filled(json.Id)', account: tokenAccount },
    },
  ],
  access: [
    secretEnd,
    {
      when: 'rest',
      request: { url: '{{site}}/_api/web/effectiveBasePermissions', headers: restHeaders },
      // https://learn.microsoft.com/openspecs/sharepoint_protocols/ms-wssfo2, WSS Rights Mask
      facts: {
        grants: {
          read: 'bit(json.Low, 1)',
          write: 'bit(json.Low, 2)',
          update: 'bit(json.Low, 3)',
          delete: 'bit(json.Low, 4)',
        },
      },
    },
  ],
  // SharePoint's own API takes several requests; the default library of the site is the drive.
  probe: { ...graphDriveProbe, when: '!rest' },
} satisfies PlatformSpec;
