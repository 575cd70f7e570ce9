import type { PlatformRequestStep } from '../../../api/platform.gen.ts';
import { onlySchemes } from '../shared/only-schemes.ts';
import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { adfs, automatic, basic, forms, ntlm, schemas } from './methods.ts';
import { probe, replies } from './probe.ts';
import { tables } from './replies.ts';

const api = '{{config.siteUrl}}/_api/web';
const whoAmI = { url: `${api}/currentuser`, query: { $select: 'Id,LoginName,Title,Email,IsSiteAdmin' } };

/** learn.microsoft.com/openspecs/sharepoint_protocols/ms-wssfo3, 2.2.2.15: WSS Rights Mask */
const facts = {
  grants: { read: 'bit(mask, 1)', write: 'bit(mask, 2)', update: 'bit(mask, 3)', delete: 'bit(mask, 4)' },
};

/** A list's own root has no list item, and SharePoint 2013 may have no such question: then nothing is told of it. */
function permissionsAt(url: string): PlatformRequestStep {
  return {
    when: 'has(requires.path)',
    request: { url: `${api}/${url}/effectiveBasePermissions` },
    replies: [{ when: 'status >= 300', outcome: 'Passed' }],
    facts,
  };
}

const folder = "getFolderByServerRelativeUrl('{{path|odata|segments}}')";

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
  schemas,
  config: {
    required: ['siteUrl'],
    properties: {
      siteUrl: text(
        'Site',
        'Address of the site or site collection (http or https), without a page or library behind it.',
        'https://sharepoint.example.com/sites/hr',
        {
          ...pasted(
            [
              String.raw`^(https?://[^/]+/(?:sites|teams|personal)/[^/?#]+)/(?:[^?#]*\.aspx|_|Shared|SitePages|Lists|Forms)`,
            ],
            [String.raw`^(https?://[^/]+)/(?:[^?#]*\.aspx|_|Shared|SitePages|Lists)`],
          ),
          pattern:
            '^https?://(?!.*(\\.aspx|/_(api|catalogs|forms|layouts|login|trust|vti_bin|windows)(/|$)))[^\\s?#@\\\\]+$',
        },
      ),
      domain: text(
        'Windows domain',
        'Windows domain of the account, if the user name does not contain it. Only with method ntlm.',
        'CORP',
      ),
      workstation: text(
        'Workstation',
        'Name of the computer to sign in from, if the account is bound to one. Only with method ntlm.',
        'MIGRATION01',
      ),
      adfsUrl: text(
        'ADFS',
        'Address of ADFS (https). Only with methods adfs and automatic.',
        'https://adfs.example.com',
        { pattern: '^https://[^\\s?#@\\\\]+$' },
      ),
      relyingParty: text(
        'Relying party',
        'Identifier of the relying party trust of the site in ADFS, which is the realm in the configuration of SharePoint. Only with methods adfs and automatic.',
        'urn:sharepoint:portal',
        { pattern: '^[^\\s<>&"\']+$' },
      ),
      adfsCookie: text(
        'Cookie',
        'Name of the cookie that the site sets after a sign-in with ADFS. Default: FedAuth.',
        'FedAuth',
        { default: 'FedAuth', pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$" },
      ),
    },
  },
  hosts: ['{{config.siteUrl}}', '{{config.adfsUrl}}'],
  define: [
    { safe: 'config.siteUrl.startsWith("https://")' },
    { federated: 'has(config.adfsUrl) && has(config.relyingParty)' },
    { root: 'config.siteUrl.origin()' },
    { adfs: 'config.adfsUrl.origin()' },
    { sitePath: '"/" + config.siteUrl.path().parts().join("/")' },
    { wanted: '"/" + orElse(requires.path, "").parts().join("/")' },
    // `requires.path` begins at the site or, like the addresses of SharePoint itself, at the server, in capitals or not.
    { whole: '(wanted + "/").lowerAscii().startsWith((sitePath.trimSlash() + "/").lowerAscii())' },
    { joined: '(sitePath.trimSlash() + wanted).trimSlash()' },
    { path: 'whole ? wanted : joined' },
    { challenge: 'orElse(headers["www-authenticate"], "")' },
    { takesNtlm: 'challenge.matches("(?i)(^|, *)(ntlm|negotiate)( |,|$)")' },
    { takesBasic: 'challenge.matches("(?i)(^|, *)basic( |,|$)")' },
    // The page where people sign in, from a refusal (MS-OFBA 2.2.2) or a redirect.
    { page: 'orElse(headers["x-forms_based_auth_required"], orElse(headers.location, ""))' },
    { takesForms: 'page.matches("(?i)/_forms/")' },
    { takesTrust: 'page.matches("(?i)/_trust/")' },
    { takesLogin: 'page.matches("(?i)/_login/")' },
    { signInUrl: 'page.matches("(?i)/_(login|forms|trust|windows)/|/authenticate[.]aspx|/adfs/ls")' },
    {
      signInForm:
        'text.matches("(?is)^\\\\s*<(!doctype html|html).*(type=[\\"\']?password|action=[^>]*(login|signin|adfs/ls))")',
    },
    { login: 'xml.Envelope.Body.LoginResponse.LoginResult' },
    { mask: 'json.d.EffectiveBasePermissions.Low' },
  ],
  defaults: {
    headers: {
      // SharePoint 2013 without its service pack knows no other form of JSON.
      Accept: 'application/json;odata=verbose',
      // Respond with a Windows challenge if there is one, and with the address of the sign-in page if there is none:
      // learn.microsoft.com/openspecs/sharepoint_protocols/ms-ofba, 2.2.1 and 2.2.2
      'X-FORMS_BASED_AUTH_ACCEPTED': 'f',
    },
    redirect: 'Return',
  },
  tables,
  methods: [automatic(whoAmI), ntlm, basic, forms, adfs],
  test: [
    {
      request: whoAmI,
      replies: [{ table: 'test' }],
      facts: {
        identified: 'json.d.Id > 0',
        account: { id: 'json.d.LoginName', name: 'json.d.Title', email: 'json.d.Email' },
        administrator: 'json.d.IsSiteAdmin',
      },
    },
  ],
  anonymous: onlySchemes,
  access: [
    {
      when: '!has(requires.path)',
      request: { url: `${api}/effectiveBasePermissions` },
      replies,
      facts,
    },
    {
      when: 'has(requires.path)',
      request: { url: `${api}/${folder}` },
      replies: [
        {
          when: 'status == 404 || json.d.Exists == false',
          outcome: 'TargetNotFound',
          causes: ['the site has no folder `spec.requires.path`'],
        },
        { table: 'folder' },
      ],
    },
    permissionsAt(`${folder}/listItemAllFields`),
    // unverified: that a library itself is found by getList, which SharePoint 2013 may not know; its permissions are then unknown.
    permissionsAt("getList('{{path|odata|segments}}')"),
  ],
  probe,
} satisfies PlatformSpec;
