import type { PlatformReply, PlatformSpec } from '../platform.ts';
import { entraFields, entraHosts, entraValues, graph, right, secretEnd, tokenAccount } from './entra.ts';
import { entraMethods } from './entra-methods.ts';
import { text } from './field.ts';
import { forbidden, graphReplies } from './replies/graph.ts';
import { graphDriveProof, graphFolder } from './proofs/graph-drive.ts';

/** The address without https:// and without a slash at its end. */
const site =
  '(config.siteUrl.endsWith("/") ? config.siteUrl.substring(8, size(config.siteUrl) - 1) : config.siteUrl.substring(8))';
const rest = 'config.api == "rest"';
const siteHost = `"https://" + ${site}.split("/")[0]`;

const driveUrl = `"https://" + ${graph} + "/v1.0/sites/" + (${site}.contains("/") ? ${site}.replace("/", ":/", 1) + ":" : ${site}) + "/drive"`;

const siteReplies: PlatformReply[] = [
  {
    // github.com/SharePoint/sp-dev-docs issues 5889 and 7152; node-sp-auth
    when: `status == 401 && ${rest} && (headers["x-ms-diagnostics"].contains("3000006") || text.contains("Invalid issuer or signature") || !claims.aud.startsWith(${siteHost}))`,
    outcome: 'InvalidConfiguration',
    causes: ["the token is for another API than this site's: scopes must begin with the address of its host"],
  },
  ...graphReplies,
  forbidden,
  {
    // unverified: that a site which is not granted (Sites.Selected) is answered so as well.
    when: 'status == 404',
    outcome: 'TargetNotFound',
    causes: ['there is no site at siteUrl', 'the site is not granted to the application (Sites.Selected)'],
  },
];

const write = ['Sites.ReadWrite.All', 'Sites.Manage.All', 'Sites.FullControl.All', 'Files.ReadWrite.All'];
/** https://learn.microsoft.com/openspecs/sharepoint_protocols/ms-wssfo2, WSS Rights Mask */
const bit = (mask: number) => `int(json.Low) / ${mask} % 2 == 1`;

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
        "Address of a site, or of the tenant's root, without what follows the site.",
        'https://contoso.sharepoint.com/sites/hr',
        { pattern: '^https://[a-z0-9-]+\\.sharepoint(\\.com|\\.us|\\.cn|-mil\\.us)(/[^?#\\s]*)?$' },
      ),
      api: text(
        'API',
        "graph: Microsoft Graph; rest: SharePoint's own, which takes no client secret and tells the rights on the site.",
        'graph',
        { enum: ['graph', 'rest'], default: 'graph' },
      ),
    },
  },
  hosts: [...entraHosts, '{{config.siteUrl}}'],
  methods: entraMethods({
    application:
      'Microsoft Graph, Sites.Read.All, Sites.ReadWrite.All or Sites.FullControl.All, or Sites.Selected and a grant on the site (for api: rest the same ones of SharePoint)',
    delegated:
      'Microsoft Graph, Sites.Read.All or Sites.ReadWrite.All (for api: rest AllSites.Read or more of SharePoint)',
    // https://learn.microsoft.com/sharepoint/dev/solution-guidance/security-apponly-azuread: a certificate only
    // unverified: whether SharePoint's own API takes the token of a federated credential, so that Graph alone is asked.
    config: { secret: { api: { enum: ['graph'] } }, federated: { api: { enum: ['graph'] } } },
  }),
  http: {
    values: entraValues('""', {
      url: `${rest} ? "https://" + ${site} + "/_api/web" : "https://" + ${graph} + "/v1.0/sites/" + ${site}.replace("/", ":/", 1)`,
      select: `${rest} ? "Id,Title,Url" : "id,displayName,webUrl"`,
      accept: `${rest} ? "application/json;odata=nometadata" : "application/json"`,
      drive: driveUrl,
      folder: graphFolder(driveUrl),
      resource: `${rest} ? ${siteHost} : "https://" + ${graph}`,
    }),
    test: { url: '{{values.url}}', query: { $select: '{{values.select}}' }, headers: { Accept: '{{values.accept}}' } },
    account: tokenAccount,
    identity: `minted && size(${rest} ? json.Id : json.id) > 0`,
    replies: siteReplies,
    // SharePoint's own API takes several requests; the default library of the site is the drive.
    proof: { ...graphDriveProof(graphReplies), when: `!(${rest})` },
    access: [
      secretEnd,
      {
        when: rest,
        request: { url: '{{values.url}}/effectiveBasePermissions', headers: { Accept: '{{values.accept}}' } },
        grants: { read: bit(1), write: bit(2), update: bit(4), delete: bit(8) },
      },
      {
        when: `!(${rest})`,
        grants: {
          // A site that opens is granted, with reading at least.
          read: right(['Sites.Read.All', 'Files.Read.All', ...write], { chosen: 'true' }),
          write: right(write),
          update: right(write),
          delete: right(write),
        },
      },
    ],
  },
} satisfies PlatformSpec;
