import type { PlatformSpec } from '../../platform.ts';
import { password, pasted, text, username, windowsDomain } from '../shared/field.ts';
import { delegatedFolder, impersonatedFolder, ownFolder } from './get-folder.ts';
import { ewsReplies } from './replies.ts';

/** learn.microsoft.com/exchange/client-developer/web-service-reference/effectiverights */
const facts = {
  grants: {
    read: 'rights.Read == "true"',
    write: 'rights.CreateContents == "true"',
    update: 'rights.Modify == "true"',
    delete: 'rights.Delete == "true"',
  },
};

const replies = [{ table: 'ews' }];
const secret = { required: ['username', 'password'], properties: { username, password } };

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
        'Address of Exchange Web Services (https), as Get-WebServicesVirtualDirectory shows it.',
        'https://mail.acme.example/EWS/Exchange.asmx',
        {
          ...pasted(['^(https://[^/?#]+)(?:/(?:owa|ecp|ews)\\b.*)?/?$', '$1/EWS/Exchange.asmx']),
          pattern: '^https://[^\\s/?#@]+/[Ee][Ww][Ss]/[Ee]xchange\\.asmx$',
        },
      ),
      mailbox: text(
        'Mailbox',
        'Address of the mailbox to open. Default: the mailbox of the account.',
        'archive@acme.example',
        { pattern: '^[^@\\s<>&]+@[^@\\s<>&]+$' },
      ),
      mailboxAccess: {
        type: 'string',
        enum: ['delegate', 'impersonation'],
        default: 'delegate',
        title: 'Access to the mailbox',
        description:
          'How the account opens `mailbox`: delegate (the default) uses its own permissions on it; impersonation acts as its owner, with the role ApplicationImpersonation.',
        examples: ['impersonation'],
      },
      domain: windowsDomain,
    },
  },
  hosts: ['{{config.url}}'],
  define: [
    { code: 'text.innerXml("ResponseCode")' },
    { message: 'xml.Envelope.Body.GetFolderResponse.ResponseMessages.GetFolderResponseMessage' },
    // An account that only opens the mailboxes of others may have none itself.
    { mailboxless: 'has(config.mailbox) && code == "ErrorNonExistentMailbox"' },
    { rights: 'message.Folders.Folder.EffectiveRights' },
    { ownRights: 'has(config.mailbox) ? null : rights' },
    { impersonates: 'has(config.mailbox) && config.mailboxAccess == "impersonation"' },
    { delegates: 'has(config.mailbox) && config.mailboxAccess == "delegate"' },
  ],
  tables: { ews: ewsReplies },
  // unverified: none of this was tried on an Exchange Server of Microsoft
  methods: [
    {
      name: 'ntlm',
      title: 'Windows account (NTLM)',
      description:
        'Sign in with a Windows account by NTLMv2, bound to the TLS connection (extended protection); Exchange accepts it unless it is configured otherwise. Write the user name as user with the setting `domain`, as DOMAIN\\user, or as user@domain. The server does not name the account, so the status shows the one that signed in.',
      secret,
      credential: {
        ntlm: { username: '{{secret.username}}', password: '{{secret.password}}', domain: '{{config.domain}}' },
      },
    },
    {
      name: 'basic',
      byNameOnly: true,
      title: 'User name and password (Basic)',
      description:
        'Sign in by HTTP Basic, if it is enabled for the virtual directory EWS, which it is not by default. Write the domain into the user name: DOMAIN\\user, or user@domain. The server does not name the account, so the status shows the one that signed in.',
      secret,
      config: { properties: { domain: false } },
      credential: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
  ],
  test: [
    {
      request: ownFolder,
      replies: [{ when: 'mailboxless', outcome: 'Passed' }, ...replies],
      facts: {
        identified: 'mailboxless || message["@ResponseClass"] == "Success"',
        account: { id: 'credential.login', name: 'credential.login' },
        // Of its own mailbox, unless another one is meant.
        grants: {
          read: 'ownRights.Read == "true"',
          write: 'ownRights.CreateContents == "true"',
          update: 'ownRights.Modify == "true"',
          delete: 'ownRights.Delete == "true"',
        },
      },
    },
  ],
  anonymous: { when: 'method == "basic"' },
  access: [
    { when: 'delegates', request: delegatedFolder, replies, facts },
    { when: 'impersonates', request: impersonatedFolder, replies, facts },
  ],
} satisfies PlatformSpec;
