import type { PlatformRequest } from '../../api/platform.gen.ts';
import type { PlatformSpec } from '../platform.ts';
import { password, text, username, windowsDomain } from './field.ts';
import { ewsReplies, noMailbox } from './replies/ews.ts';

const mailboxOf = '<t:Mailbox><t:EmailAddress>{{config.mailbox}}</t:EmailAddress></t:Mailbox>';
const impersonating =
  '<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>{{config.mailbox}}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>';

/** learn.microsoft.com/exchange/client-developer/web-service-reference/getfolder-operation: it only reads. */
function getFolder(of = '', header = ''): PlatformRequest {
  return {
    method: 'POST',
    url: '{{config.url}}',
    headers: { 'Content-Type': 'text/xml; charset=utf-8', Accept: 'text/xml' },
    body: `<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"><s:Header><t:RequestServerVersion Version="Exchange2007_SP1"/>${header}</s:Header><s:Body><m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="folder:EffectiveRights"/></t:AdditionalProperties></m:FolderShape><m:FolderIds><t:DistinguishedFolderId Id="msgfolderroot">${of}</t:DistinguishedFolderId></m:FolderIds></m:GetFolder></s:Body></s:Envelope>`,
  };
}

const message = 'xml.Envelope.Body.GetFolderResponse.ResponseMessages.GetFolderResponseMessage';
const success = `${message}["@ResponseClass"] == "Success"`;

/** learn.microsoft.com/exchange/client-developer/web-service-reference/effectiverights */
const right = (name: string) => `${message}.Folders.Folder.EffectiveRights.${name} == "true"`;
const grants = {
  read: right('Read'),
  write: right('CreateContents'),
  update: right('Modify'),
  delete: right('Delete'),
};
const impersonates = 'has(config.mailbox) && config.mailboxAccess == "impersonation"';

export const exchangeServer = {
  title: 'Microsoft Exchange Server',
  aliases: ['Exchange on premises', 'EWS'],
  category: 'Collaboration',
  documentation:
    'https://learn.microsoft.com/exchange/client-developer/exchange-web-services/explore-the-ews-managed-api-ews-and-web-services-in-exchange',
  config: {
    required: ['url'],
    properties: {
      url: text(
        'Address',
        'Of Exchange Web Services, as Get-WebServicesVirtualDirectory tells it.',
        'https://mail.acme.example/EWS/Exchange.asmx',
        { pattern: '^https://[^\\s/?#@]+/[Ee][Ww][Ss]/[Ee]xchange\\.asmx$' },
      ),
      mailbox: text(
        'Mailbox',
        'Address of the mailbox to open. Default: that of the account.',
        'archive@acme.example',
        {
          pattern: '^[^@\\s<>&]+@[^@\\s<>&]+$',
        },
      ),
      mailboxAccess: {
        type: 'string',
        enum: ['delegate', 'impersonation'],
        default: 'delegate',
        title: 'Access to the mailbox',
        description: 'By rights that the account has in it, or by acting as its owner (ApplicationImpersonation).',
        examples: ['impersonation'],
      },
      domain: windowsDomain,
    },
  },
  hosts: ['{{config.url}}'],
  // unverified: none of this was tried on an Exchange Server of Microsoft
  methods: [
    {
      name: 'ntlm',
      title: 'Windows account (NTLM)',
      description:
        'What Exchange takes unless it is set otherwise. NTLMv2, bound to the TLS connection (extended protection). The user name is written as user with the setting domain, as DOMAIN\\user, or as user@domain. The server names no account: the one in the status is the one that signed in.',
      secret: { required: ['username', 'password'], properties: { username, password } },
      auth: {
        ntlm: { username: '{{secret.username}}', password: '{{secret.password}}', domain: '{{config.domain}}' },
      },
    },
    {
      name: 'basic',
      byNameOnly: true,
      title: 'User name and password (Basic)',
      description:
        'Where Basic is switched on for the virtual directory EWS, which it is not by default. Write the domain into the user name: DOMAIN\\user, or user@domain. The server names no account: the one in the status is the one that signed in.',
      secret: { required: ['username', 'password'], properties: { username, password } },
      config: { properties: { domain: false } },
      auth: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
  ],
  http: {
    test: getFolder(),
    account: { id: 'login', name: 'login' },
    identity: `login != "" && (${success} || has(config.mailbox) && ${noMailbox})`,
    counterTest: { when: 'method == "basic"' },
    replies: [
      // An account that only opens the mailboxes of others may have none itself.
      { when: `has(config.mailbox) && ${noMailbox}`, outcome: 'Connected' },
      ...ewsReplies,
    ],
    access: [
      { when: '!has(config.mailbox)', grants },
      {
        when: 'has(config.mailbox) && config.mailboxAccess == "delegate"',
        request: getFolder(mailboxOf),
        grants,
        replies: ewsReplies,
      },
      { when: impersonates, request: getFolder('', impersonating), grants, replies: ewsReplies },
    ],
  },
} satisfies PlatformSpec;
