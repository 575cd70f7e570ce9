import type { PlatformReply, PlatformSpec } from '../platform.ts';
import { entraFields, entraHosts, entraValues, guid, right, secretEnd, graph } from './entra.ts';
import { entraMethods } from './entra-methods.ts';
import { text } from './field.ts';
import { coded, forbidden, graphReplies } from './replies/graph.ts';
import { graphDriveProof, graphFolder } from './proofs/graph-drive.ts';

/** The address without https:// and without a slash at its end. */
const site =
  '(config.siteUrl.endsWith("/") ? config.siteUrl.substring(8, size(config.siteUrl) - 1) : config.siteUrl.substring(8))';
const drive = [
  `has(config.siteUrl) ? "sites/" + ${site}.replace("/", ":/", 1) + ":/drive"`,
  'has(config.userPrincipalName) ? "users/" + config.userPrincipalName.replace("#", "%23") + "/drive"',
  '"me/drive"',
].join(' : ');

const driveUrl = `"https://" + ${graph} + "/v1.0/" + (${drive})`;
/** Downloads are redirected to a signed address of the site that the drive is part of. */
const sharepointHosts = ['*.sharepoint.com', '*.sharepoint.us', '*.sharepoint-mil.us', '*.sharepoint.cn'];

/** https://learn.microsoft.com/graph/api/drive-get */
const driveReplies: PlatformReply[] = [
  {
    when: coded('provisioningNotAllowed'),
    outcome: 'PermissionDenied',
    causes: ["the tenant does not let this user's OneDrive be made"],
  },
  { when: coded('resourceBeingProvisioned'), outcome: 'ServiceUnavailable' },
  ...graphReplies,
  forbidden,
  {
    // unverified: the codes, ResourceNotFound among them; the status alone decides.
    when: 'status == 404',
    outcome: 'TargetNotFound',
    causes: ['there is no such user', 'the user has no OneDrive yet: no licence, or it was never opened'],
  },
  {
    when: 'status == 200 && json.driveType != "business"',
    outcome: 'IdentityMismatch',
    causes: ['the drive is no OneDrive for Business: a personal one, or a library of a site'],
  },
];

const write = [
  'Files.ReadWrite',
  'Files.ReadWrite.All',
  'Sites.ReadWrite.All',
  'Sites.Manage.All',
  'Sites.FullControl.All',
];
const read = ['Files.Read', 'Files.Read.All', 'Sites.Read.All', ...write];
/** In a drive of one's own a scope is all that is needed. */
const own = 'has(config.siteUrl) || has(config.userPrincipalName) ? null : true';
const owned = { own: `(${own})` };

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
        'User whose OneDrive it is: user principal name or object id.',
        'ada@contoso.com',
        {
          pattern: `^(${guid}|[^@/?%\\\\\\s]+@[^@/?%#\\\\\\s]+)$`,
        },
      ),
      siteUrl: text(
        'Personal site',
        'Address of the OneDrive, instead of its owner.',
        'https://contoso-my.sharepoint.com/personal/ada_contoso_com',
        { pattern: '^https://[a-z0-9-]+-my\\.sharepoint(\\.com|\\.us|\\.cn|-mil\\.us)/personal/[^/?#\\s]+/?$' },
      ),
    },
  },
  hosts: [...entraHosts, ...sharepointHosts],
  methods: entraMethods({
    application: 'Microsoft Graph, Files.Read.All or Files.ReadWrite.All (with siteUrl also Sites.Read.All)',
    delegated:
      "Microsoft Graph, Files.Read or Files.ReadWrite (.All for another user's), where without owner and siteUrl the test opens the OneDrive of the user who signed in, which Microsoft then makes if it is missing",
    config: { application: { oneOf: [{ required: ['userPrincipalName'] }, { required: ['siteUrl'] }] } },
  }),
  http: {
    values: entraValues(drive, { drive: driveUrl, folder: graphFolder(driveUrl) }),
    test: { url: '{{values.url}}', query: { $select: 'id,driveType,owner,quota,webUrl' } },
    account: {
      id: 'json.owner.user.id',
      name: 'json.owner.user.displayName',
      email: 'json.owner.user.email',
      tenant: 'claims.tid',
    },
    identity: 'minted && size(json.id) > 0 && json.driveType == "business"',
    replies: driveReplies,
    proof: graphDriveProof(graphReplies),
    access: [
      secretEnd,
      {
        grants: {
          read: right(read, owned),
          write: right(write, owned),
          update: right(write, owned),
          delete: right(write, owned),
        },
      },
    ],
  },
} satisfies PlatformSpec;
