import type { PlatformAccess } from '../../api/platform.gen.ts';
import type { PlatformReply, PlatformSpec } from '../platform.ts';
import { text } from './field.ts';
import { sharepointProof } from './proofs/sharepoint-server.ts';
import { siteReplies, testReplies } from './replies/sharepoint-server.ts';
import { automatic, noForms } from './sharepoint-server-detect.ts';
import { adfs, basic, forms, ntlm } from './sharepoint-server-methods.ts';

const originOf = (key: string) => `config.${key}.split("/")[0] + "//" + config.${key}.split("/")[2]`;
/** With a slash before each part, and none at the end. */
const partsOf = (path: string) => `${path}.split("/").filter(part, part != "").map(part, "/" + part).join("")`;
const sitePath = partsOf(`config.siteUrl.substring(size(${originOf('siteUrl')})).replace("%20", " ")`);
const wanted = partsOf('requires.path');
/** `requires.path` begins at the site or, like the addresses of SharePoint itself, at the server, in capitals or not. */
const isWhole = `(${wanted} + "/").lowerAscii().startsWith((${sitePath} + "/").lowerAscii())`;
const folder = `(${isWhole} ? ${wanted} : ${sitePath} + ${wanted})`;

const api = '{{config.siteUrl}}/_api/web';
// SharePoint 2013 without its service pack knows no other form of JSON.
const asked = { redirect: 'return', headers: { Accept: 'application/json;odata=verbose', ...noForms } } as const;
const whoAmI = {
  ...asked,
  url: `${api}/currentuser`,
  query: { $select: 'Id,LoginName,Title,Email,IsSiteAdmin' },
};

/** learn.microsoft.com/openspecs/sharepoint_protocols/ms-wssfo3, 2.2.2.15: WSS Rights Mask */
const bit = (mask: number) => `int(json.d.EffectiveBasePermissions.Low) / ${mask} % 2 == 1`;
const grants = { read: bit(1), write: bit(2), update: bit(4), delete: bit(8) };

const denied: PlatformReply = {
  when: 'status == 401',
  outcome: 'PermissionDenied',
  causes: ['the account may not look at this place of the site'],
};
const noFolder: PlatformReply = {
  when: 'status == 404 || json.d.Exists == false',
  outcome: 'TargetNotFound',
  causes: ['there is no folder requires.path in the site'],
};
/** A list's own root has no list item, and SharePoint 2013 may have no such question: then nothing is told of it. */
const untold: PlatformReply = { when: 'status >= 300', outcome: 'Connected' };

const inFolder = "getFolderByServerRelativeUrl('{{values.path}}')";
const rightsAt = (url: string): PlatformAccess => ({
  when: 'has(requires.path)',
  request: { ...asked, url: `${api}/${url}/effectiveBasePermissions` },
  grants,
  replies: [untold],
});

// unverified: none of this was tried on a SharePoint Server of Microsoft, which no test can start: what is asked and
// answered is taken from Microsoft's open specifications, its reference of the REST service, and public clients.
export const sharepointServer = {
  title: 'Microsoft SharePoint Server',
  aliases: [
    'SharePoint on premises',
    'SharePoint 2013',
    'SharePoint 2016',
    'SharePoint 2019',
    'SharePoint Server Subscription Edition',
  ],
  category: 'ContentManagement',
  documentation: 'https://learn.microsoft.com/sharepoint/security-for-sharepoint-server/plan-user-authentication',
  config: {
    required: ['siteUrl'],
    properties: {
      siteUrl: text(
        'Site',
        'Address of the site or site collection, without a page, a library or what follows it.',
        'https://sharepoint.example.com/sites/hr',
        {
          pattern:
            '^https?://(?!.*(\\.aspx|/_(api|catalogs|forms|layouts|login|trust|vti_bin|windows)(/|$)))[^\\s?#@\\\\]+$',
        },
      ),
      domain: text('Windows domain', 'Of the account, where username has none (ntlm).', 'CORP'),
      workstation: text(
        'Workstation',
        'Name to sign in from, where the account is bound to one (ntlm).',
        'MIGRATION01',
      ),
      adfsUrl: text('ADFS', 'Address of ADFS (adfs, automatic).', 'https://adfs.example.com', {
        pattern: '^https://[^\\s?#@\\\\]+$',
      }),
      relyingParty: text(
        'Relying party',
        'Identifier of the relying party trust of the site in ADFS (adfs, automatic): the realm that SharePoint is set up with.',
        'urn:sharepoint:portal',
        { pattern: '^[^\\s<>&"\']+$' },
      ),
      adfsCookie: text(
        'Cookie',
        'Name of the cookie that the site answers with, where it was changed (adfs).',
        'FedAuth',
        {
          default: 'FedAuth',
          pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$",
        },
      ),
    },
  },
  hosts: ['{{config.siteUrl}}', '{{config.adfsUrl}}'],
  methods: [automatic(whoAmI), ntlm, basic, forms, adfs],
  http: {
    values: {
      root: originOf('siteUrl'),
      adfs: originOf('adfsUrl'),
      // A quote is doubled in a literal of OData.
      path: `${folder} == "" ? "/" : ${folder}.replace("'", "''")`,
    },
    test: whoAmI,
    account: { id: 'json.d.LoginName', name: 'json.d.Title', email: 'json.d.Email' },
    identity: 'json.d.Id > 0 && size(json.d.LoginName) > 0',
    administrator: 'json.d.IsSiteAdmin',
    replies: testReplies,
    proof: sharepointProof(asked, api, [denied, ...siteReplies]),
    access: [
      {
        when: '!has(requires.path)',
        request: { ...asked, url: `${api}/effectiveBasePermissions` },
        grants,
        replies: [denied, ...siteReplies],
      },
      {
        when: 'has(requires.path)',
        request: { ...asked, url: `${api}/${inFolder}` },
        replies: [denied, noFolder, ...siteReplies],
      },
      rightsAt(`${inFolder}/listItemAllFields`),
      // unverified: that a library itself is found by getList, which SharePoint 2013 may not know; its rights are then untold.
      rightsAt("getList('{{values.path}}')"),
    ],
  },
} satisfies PlatformSpec;
