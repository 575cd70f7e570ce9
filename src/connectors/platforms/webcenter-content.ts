import type { PlatformReply, PlatformSpec } from '../platform.ts';
import { password, secret, text, token, username } from './field.ts';

const data = 'json.LocalData';
const code = (value: string) => `status in [200, 403] && string(${data}.StatusCode)${value}`;
const first = (a: string, b: string) => `has(${data}.${a}) && ${data}.${a} != "" ? ${data}.${a} : ${data}.${b}`;
const user = `(${first('dUser', 'dName')})`;

/** Every service answers 200 as a rule; StatusCode tells. The codes: public clients. */
const replies: PlatformReply[] = [
  {
    // unverified: 401 for a credential that is refused; of a stored token it says no more than this.
    when: 'status == 401 && method == "bearer"',
    outcome: 'TokenNotRefreshable',
    causes: ['the token has ended', 'it was never valid'],
  },
  {
    // Not logged in although Auth=Internet asks for it.
    when: code(' == "-20"'),
    outcome: 'AccessRefused',
    causes: ['single sign-on in front of the server does not take the credential', 'the server lets guests in instead'],
  },
  { when: code(' == "-18"'), outcome: 'PermissionDenied' },
  { when: code('.startsWith("-")'), outcome: 'UnexpectedReply' },
  { when: `status == 200 && ${user} == "anonymous"`, outcome: 'UnexpectedReply' },
];

// unverified: GET_USER_PERMISSIONS and its columns (group, then the right); without them nothing is told. The numbers are
// documented: 1 read, 3 write, 7 delete, 15 administer.
const groups = 'json.ResultSets.SecurityGroups.rows.filter(r, r[0] == requires.path)';
const privilege = (least: number) => `int(${groups}[0][1]) >= ${least}`;

export const webcenterContent = {
  title: 'Oracle WebCenter Content',
  aliases: ['Oracle WebCenter', 'Oracle UCM', 'Stellent'],
  category: 'ContentManagement',
  documentation: 'https://docs.oracle.com/en/middleware/webcenter/content/',
  config: {
    required: ['url'],
    properties: {
      url: text('Address', 'Of the content server, to its end in /idcplg.', 'https://wcc.example.com/cs/idcplg', {
        pattern: '^https?://[^\\s?#]+/idcplg$',
      }),
    },
  },
  hosts: ['{{config.url}}'],
  methods: [
    {
      name: 'basic',
      title: 'User name and password',
      description:
        'A user of WebLogic, or of the directory behind it, with a role that reads the security groups that are meant. WebLogic locks a user after 5 wrong passwords.',
      secret: { required: ['username', 'password'], properties: { username, password } },
      auth: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } },
    },
    {
      // unverified: that idcplg takes a token of Oracle Access Manager.
      name: 'bearer',
      title: 'Access token',
      description:
        'A token of Oracle Access Manager (OAuth), for a content server of 12.2.1.4 or later that is set up for it. It ends by itself: for trials only.',
      secret: {
        required: ['accessToken'],
        properties: { accessToken: secret('Access token', 'Of Oracle Access Manager.', 'your-access-token', token) },
      },
      auth: { bearer: { token: '{{secret.accessToken}}' } },
    },
  ],
  http: {
    // unverified: that Auth=Internet makes a server which serves guests ask for a login at this call as well.
    test: { url: '{{config.url}}', query: { IdcService: 'GET_USER_INFO', IsJson: '1', Auth: 'Internet' } },
    account: { id: user, name: first('dUserFullName', 'dFullName'), email: `${data}.dEmail` },
    identity: `status == 200 && ${user} != "" && ${user} != "anonymous" && !(has(${data}.StatusCode) && string(${data}.StatusCode).startsWith("-"))`,
    // unverified: that UserAttribInfo lists the role of an administrator, so its silence says nothing.
    administrator:
      'json.ResultSets.UserAttribInfo.rows.exists(r, r.exists(c, c.matches("(^|,)role,admin,"))) ? true : null',
    replies,
    access: [
      {
        when: 'has(requires.path)',
        request: {
          url: '{{config.url}}',
          query: { IdcService: 'GET_USER_PERMISSIONS', IsJson: '1', Auth: 'Internet' },
        },
        grants: { read: privilege(1), write: privilege(3), update: privilege(3), delete: privilege(7) },
        replies: [{ when: 'status < 429', outcome: 'Connected' }],
      },
    ],
  },
} satisfies PlatformSpec;
