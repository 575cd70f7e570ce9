import type { PlatformReply, PlatformSpec } from '../platform.ts';
import { password, text, username } from './field.ts';
import { grants, rightsReplies, tokenReplies } from './replies/laserfiche.ts';

const v1 = '{{config.url}}/v1/Repositories';
const v2 = '{{config.url}}/v2/Repositories';

/** An older server has no API v2. */
const older: PlatformReply = {
  when: 'status == 404',
  outcome: 'TargetNotFound',
  causes: ['the address is not the root of a Laserfiche API server'],
  ask: {
    credential: true,
    request: { url: v1 },
    replies: [
      { when: 'status == 200 && (type(json) == list || type(json.value) == list)', outcome: 'Connected' },
      { when: 'status == 401', outcome: 'UnexpectedReply' },
      { when: 'status == 403', outcome: 'PermissionDenied' },
    ],
  },
};

export const laserficheServer = {
  title: 'Laserfiche (self-hosted)',
  category: 'ContentManagement',
  documentation: 'https://developer.laserfiche.com/',
  config: {
    required: ['url', 'repositoryId'],
    properties: {
      url: text('Address', 'Root of the API server.', 'https://laserfiche.example.com/LFRepositoryAPI', {
        pattern: '^https?://[^\\s]+$',
      }),
      repositoryId: text('Repository', 'Its name on the server.', 'Records', { pattern: '^[^/\\s]+$' }),
      entryId: text('Entry ID', 'Its rights are looked at. Default: 1, the root folder.', '1', { pattern: '^\\d+$' }),
    },
  },
  hosts: ['{{config.url}}'],
  methods: [
    {
      name: 'password',
      title: 'User name and password',
      description:
        'A user of the repository, or of the directory behind it, who may sign in to the API server. The password is sent once a test, twice where the server refuses the token that it has issued; a session may take a licence, and is ended.',
      secret: { required: ['username', 'password'], properties: { username, password } },
      auth: {
        oauth2: {
          grant: 'password',
          tokenUrl: `${v1}/{{config.repositoryId}}/Token`,
          username: '{{secret.username}}',
          password: '{{secret.password}}',
          replies: tokenReplies(false, [
            'username or password is wrong',
            'the user has no access to the repository in repositoryId',
          ]),
        },
      },
    },
  ],
  http: {
    values: { entry: 'has(requires.path) ? requires.path : has(config.entryId) ? config.entryId : "1"' },
    test: { url: v2 },
    session: {
      values: { opened: 'minted ? "yes" : null' },
      // Java client of the vendor (lf-repository-api-client-java), ServerSessionApi
      logout: { method: 'POST', url: `${v1}/{{config.repositoryId}}/ServerSession/Invalidate` },
    },
    // The token itself is the proof: the server makes it for a user of the repository alone.
    account: {
      id: 'type(claims) == map && has(claims.trid) ? claims.trid : login',
      name: 'type(claims) == map && has(claims.name) ? claims.name : login',
      tenant: 'config.repositoryId',
    },
    identity: 'login != "" && (status == 404 || type(json) == list || type(json.value) == list)',
    replies: [...rightsReplies, older],
    access: [
      {
        when: 'status == 200 && (has(requires.access) || has(requires.path) || has(config.entryId))',
        request: { url: `${v2}/{{config.repositoryId}}/Entries/{{values.entry}}/Rights` },
        grants,
        replies: [
          ...rightsReplies,
          // A server that does not know the request says nothing of rights; an entry that is missing is told in JSON.
          {
            when: 'status == 404 && !("content-type" in headers && headers["content-type"].contains("json"))',
            outcome: 'Connected',
          },
        ],
      },
    ],
  },
} satisfies PlatformSpec;
