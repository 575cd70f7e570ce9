import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { methods } from './methods.ts';
import { apiReplies, notReady } from './replies.ts';

export const opentextContentServer = {
  title: 'OpenText Content Server (Extended ECM)',
  aliases: ['Livelink', 'OpenText Content Management'],
  category: 'ContentManagement',
  documentation: 'https://developer.opentext.com/ce/products/extendedecm',
  config: {
    required: ['url'],
    properties: {
      url: text(
        'Address',
        'Address of the server, with its path that ends in cs.exe or cs.',
        'https://ecm.example.com/otcs/cs.exe',
        { ...pasted([String.raw`^(https?://[^?#]+/cs(?:\.exe)?)/[^/]`]), pattern: '^https?://[^\\s]+/cs(\\.exe)?/?$' },
      ),
      otdsUrl: text(
        'Directory Services',
        'Address of OpenText Directory Services (OTDS) without /otdsws; the address of a tenant ends in /otdstenant/NAME. Methods otds-password and otds-oauth need it.',
        'https://otds.example.com',
        { pattern: '^https?://[^\\s]+$' },
      ),
      nodeId: text(
        'Node',
        'ID of the folder whose permissions are checked. Default: 2000, the Enterprise workspace. `spec.requires.path` takes precedence.',
        '2000',
        { pattern: '^\\d+$' },
      ),
    },
  },
  hosts: ['{{config.url}}', '{{config.otdsUrl}}'],
  define: [
    { node: 'orElse(requires.path, orElse(config.nodeId, "2000"))' },
    { looks: 'has(requires.path) || has(requires.access) || has(config.nodeId)' },
    { page: 'text.matches("(?i)^\\\\s*<(!doctype|html)") || orElse(headers["content-type"], "").contains("html")' },
    // unverified: that v2 holds the caller's rights for a single node; where it does not, they are not testable.
    { properties: 'json.results.data.properties' },
  ],
  tables: { notReady, api: apiReplies },
  methods,
  test: [
    {
      request: { url: '{{config.url}}/api/v1/auth' },
      replies: [{ table: 'api' }],
      // unverified: id and name, the names of the two fields in the reply to who has signed in.
      facts: { account: { id: 'json.data.id', name: 'json.data.name' } },
    },
  ],
  access: [
    {
      request: { url: '{{config.url}}/api/v2/members/{{account.id}}' },
      // It is not needed for the verdict.
      replies: [{ when: 'status != 200', outcome: 'Passed' }],
      facts: {
        account: { email: 'properties.business_email' },
        administrator: 'properties.privilege_system_admin_rights',
      },
    },
    {
      when: 'looks',
      request: { url: '{{config.url}}/api/v2/nodes/{{node}}' },
      replies: [{ table: 'api' }],
      facts: {
        grants: {
          read: 'properties.perm_see_contents',
          write: 'properties.perm_create',
          update: 'properties.perm_modify',
          delete: 'properties.perm_delete',
        },
      },
    },
  ],
} satisfies PlatformSpec;
