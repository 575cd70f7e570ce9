import type { PlatformReply, PlatformSpec } from '../platform.ts';
import { entraFields, entraHosts, entraValues, held, secretEnd, tokenAccount } from './entra.ts';
import { entraMethods } from './entra-methods.ts';
import { text } from './field.ts';
import { coded, forbidden, graphReplies } from './replies/graph.ts';

const delegated = 'method == "refresh-token"';

const mailboxReplies: PlatformReply[] = [
  ...graphReplies,
  {
    // learn.microsoft.com/troubleshoot/exchange KB 4462988; the code comes with a 404, and inside a 403.
    when: coded('MailboxNotEnabledForRESTAPI', 'MailboxNotSupportedForRESTAPI'),
    outcome: 'TargetNotFound',
    causes: ['the mailbox has no licence, is inactive or deleted', 'the mailbox is on premises'],
  },
  {
    when: `status == 403 && ${coded('extensionError')}`,
    outcome: 'PermissionDenied',
    causes: ['the mailbox is on premises', 'an application access policy shuts it'],
  },
  {
    when: `status == 403 && ${coded('ErrorAccessDenied')}`,
    outcome: 'PermissionDenied',
    causes: [
      'the application lacks a permission for mail, or the consent to it',
      'an application access policy shuts the mailbox (a change takes up to two hours to show)',
    ],
  },
  forbidden,
  {
    // unverified: the codes ResourceNotFound and ErrorInvalidUser; the status alone decides.
    when: 'status == 404',
    outcome: 'TargetNotFound',
    causes: ['there is no such mailbox'],
  },
];

/**
 * In one's own mailbox a scope is all that is needed. To an application, Exchange may give more (RBAC for applications)
 * than its token tells, so that none is no refusal.
 */
const mail = (...names: string[]) => `${held(...names)} ? true : ${delegated} ? false : null`;

export const exchangeOnline = {
  title: 'Microsoft Exchange 365',
  aliases: ['Exchange Online', 'Microsoft Exchange 365 (Service Accounts)'],
  category: 'Collaboration',
  documentation: 'https://learn.microsoft.com/graph/api/mailfolder-get',
  config: {
    required: ['tenantId', 'clientId'],
    properties: {
      ...entraFields,
      mailbox: text(
        'Mailbox',
        'Address of the mailbox to open, where an application signs in.',
        'archive@contoso.com',
        {
          pattern: '^[^@/?%#\\\\\\s]+@[^@/?%#\\\\\\s]+$',
        },
      ),
    },
  },
  hosts: entraHosts,
  methods: entraMethods({
    // https://learn.microsoft.com/graph/api/mailfolder-get: Mail.ReadBasic.All suffices for the test.
    application: 'Microsoft Graph, Mail.Read or Mail.ReadWrite (for the test alone Mail.ReadBasic.All)',
    delegated: 'Microsoft Graph, Mail.Read or Mail.ReadWrite',
    config: { application: { required: ['mailbox'] }, delegated: { properties: { mailbox: false } } },
  }),
  http: {
    values: entraValues(`(${delegated} ? "me" : "users/" + config.mailbox) + "/mailFolders/inbox"`),
    test: { url: '{{values.url}}', query: { $select: 'id,displayName,totalItemCount' } },
    // The mailbox that was opened, by the address it was opened with.
    account: { ...tokenAccount, email: `${delegated} ? claims.upn : config.mailbox` },
    identity: 'minted && size(json.id) > 0 && type(json.totalItemCount) == int',
    replies: mailboxReplies,
    access: [
      secretEnd,
      {
        grants: {
          read: mail('Mail.Read', 'Mail.ReadWrite'),
          write: mail('Mail.ReadWrite'),
          update: mail('Mail.ReadWrite'),
          delete: mail('Mail.ReadWrite'),
        },
      },
    ],
  },
} satisfies PlatformSpec;
