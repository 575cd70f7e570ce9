import { onlySchemes } from '../shared/only-schemes.ts';
import type { PlatformSpec } from '../../platform.ts';
import { text } from '../shared/field.ts';
import { methods } from './methods.ts';
import { replies } from './replies.ts';

export const webcenterContent = {
  title: 'Oracle WebCenter Content',
  aliases: ['Oracle WebCenter', 'Oracle UCM', 'Stellent'],
  category: 'ContentManagement',
  documentation: 'https://docs.oracle.com/en/middleware/webcenter/content/',
  config: {
    required: ['url'],
    properties: {
      url: text(
        'Address',
        'Address of the content server, with its path that ends in /idcplg.',
        'https://wcc.example.com/cs/idcplg',
        { pattern: '^https?://[^\\s?#]+/idcplg$' },
      ),
    },
  },
  hosts: ['{{config.url}}'],
  define: [
    { local: 'json.LocalData' },
    { code: 'has(local.StatusCode) ? string(local.StatusCode) : ""' },
    { user: 'filled(local.dUser) ? local.dUser : local.dName' },
    // unverified: GET_USER_PERMISSIONS and its columns (group, then the right); without them nothing is told. The numbers
    // are documented: 1 read, 3 write, 7 delete, 15 administer.
    { privilege: 'int(json.ResultSets.SecurityGroups.rows.filter(r, r[0] == requires.path)[0][1])' },
  ],
  methods,
  test: [
    {
      // unverified: that Auth=Internet makes a server which serves guests ask for a login at this call as well.
      request: { url: '{{config.url}}', query: { IdcService: 'GET_USER_INFO', IsJson: '1', Auth: 'Internet' } },
      replies,
      facts: {
        identified: 'filled(user) && user != "anonymous" && !code.startsWith("-")',
        account: {
          id: 'user',
          name: 'filled(local.dUserFullName) ? local.dUserFullName : local.dFullName',
          email: 'local.dEmail',
        },
        // unverified: that UserAttribInfo lists the role of an administrator, so its silence says nothing.
        administrator:
          'json.ResultSets.UserAttribInfo.rows.exists(r, r.exists(c, c.matches("(^|,)role,admin,"))) ? true : null',
      },
    },
  ],
  anonymous: onlySchemes,
  access: [
    {
      when: 'has(requires.path)',
      request: {
        url: '{{config.url}}',
        query: { IdcService: 'GET_USER_PERMISSIONS', IsJson: '1', Auth: 'Internet' },
      },
      replies: [{ when: 'status < 429', outcome: 'Passed' }],
      facts: {
        grants: { read: 'privilege >= 1', write: 'privilege >= 3', update: 'privilege >= 3', delete: 'privilege >= 7' },
      },
    },
  ],
} satisfies PlatformSpec;
