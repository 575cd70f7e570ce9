import type { PlatformSpec } from '../../platform.ts';
import { entraDefine, entraHosts, tokenAccount } from '../shared/entra/define.ts';
import { entraMethods } from '../shared/entra/entra-methods.ts';
import { entraFields } from '../shared/entra/fields.ts';
import { entraReplies } from '../shared/entra/replies.ts';
import { secretEnd } from '../shared/entra/secret-end.ts';
import { text } from '../shared/field.ts';
import { graphReplies, wrongCloud } from '../shared/graph/replies.ts';
import { mailboxReplies } from './replies.ts';

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
        'Address of the mailbox to open, required if an application signs in. With method refresh-token it is the mailbox of the user.',
        'archive@contoso.com',
        { pattern: '^[^@/?%#\\\\\\s]+@[^@/?%#\\\\\\s]+$' },
      ),
    },
  },
  hosts: entraHosts,
  define: [
    ...entraDefine(),
    {
      inbox: '"https://" + graph + "/v1.0/" + (user ? "me" : "users/" + config.mailbox) + "/mailFolders/inbox"',
    },
    // In one's own mailbox a scope is all that is needed. To an application, Exchange may give more (RBAC for
    // applications) than its token says, so that none is no refusal.
    { ungranted: 'user ? false : null' },
    { writable: '"Mail.ReadWrite" in permissions ? true : ungranted' },
    { readable: '"Mail.Read" in permissions ? true : writable' },
  ],
  tables: { entra: entraReplies, graph: [wrongCloud, ...graphReplies] },
  methods: entraMethods({
    // https://learn.microsoft.com/graph/api/mailfolder-get: Mail.ReadBasic.All suffices for the test.
    application: 'Microsoft Graph, Mail.Read or Mail.ReadWrite (for the test alone Mail.ReadBasic.All)',
    delegated: 'Microsoft Graph, Mail.Read or Mail.ReadWrite',
    config: { application: { required: ['mailbox'] }, delegated: { properties: { mailbox: false } } },
  }),
  test: [
    {
      request: { url: '{{inbox}}', query: { $select: 'id,displayName,totalItemCount' } },
      replies: mailboxReplies,
      facts: {
        identified: 'filled(json.id) && type(json.totalItemCount) == int',
        // The mailbox that was opened, by the address it was opened with.
        account: { ...tokenAccount, email: 'user ? claims.upn : config.mailbox' },
        grants: { read: 'readable', write: 'writable', update: 'writable', delete: 'writable' },
      },
    },
  ],
  access: [secretEnd],
} satisfies PlatformSpec;
