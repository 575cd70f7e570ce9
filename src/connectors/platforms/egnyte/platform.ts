import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { methods } from './methods.ts';
import { tables, userReplies } from './replies.ts';

export const egnyte = {
  title: 'Egnyte',
  category: 'FileSharing',
  documentation: 'https://developers.egnyte.com/docs/read/Public_API_Authentication',
  config: {
    required: ['domain'],
    properties: {
      domain: text('Domain', 'Host name of the account, which ends in .egnyte.com.', 'company.egnyte.com', {
        ...pasted([String.raw`^https://([a-z0-9-]+\.egnyte\.com)/.`]),
        pattern: '^(https://)?[a-z0-9-]+\\.egnyte\\.com/?$',
      }),
      userType: text(
        'User type',
        'The kind of user: standard, the default, or administrator. With administrator the test fails if Egnyte says that the user is none.',
        'standard',
        { enum: ['standard', 'administrator'], default: 'standard' },
      ),
      path: text(
        'Folder',
        'The folder whose permissions are looked up if spec.requires.path names none. It begins with a slash. Default: /Shared.',
        '/Shared/Finance',
        { pattern: '^/' },
      ),
    },
  },
  hosts: ['{{host}}'],
  define: [
    { host: 'config.domain.replace("https://", "").replace("/", "")' },
    { path: 'orElse(requires.path, orElse(config.path, "/Shared"))' },
    { folder: 'path.startsWith("/") ? path : "/" + path' },
    { gateway: 'headers["x-mashery-error-code"]' },
    // Of another level, such as Viewer Only, nothing is said.
    { level: 'json.permission in ["None", "Nav", "Viewer", "Editor", "Full", "Owner"] ? json.permission : null' },
    { mayWrite: 'has(level) ? level in ["Editor", "Full", "Owner"] : null' },
  ],
  tables,
  methods,
  test: [
    {
      request: { url: 'https://{{host}}/pubapi/v1/userinfo' },
      replies: userReplies,
      facts: {
        // Other services have an ID and a user name too.
        identified: 'filled(json.username) && has(json.first_name)',
        account: {
          id: 'json.id',
          name: 'json.first_name + " " + json.last_name',
          email: 'json.email',
          tenant: 'host',
        },
        // unverified: user_type, which not every reply has.
        administrator: 'json.user_type == "admin"',
      },
    },
  ],
  access: [
    {
      when: 'has(requires.path) || has(requires.access) || has(config.path)',
      request: { url: 'https://{{host}}/pubapi/v1/perms/user', query: { folder: '{{folder}}' } },
      replies: [{ table: 'api' }],
      facts: {
        grants: {
          read: 'has(level) ? level in ["Viewer", "Editor", "Full", "Owner"] : null',
          write: 'mayWrite',
          update: 'mayWrite',
          delete: 'has(level) ? level in ["Full", "Owner"] : null',
        },
      },
    },
  ],
  // A day has 1,000 calls for a token, a test is two; an hour has 10 tokens for a user of an internal application.
  budget: { callsPerDay: 500, tokensPerHour: 10 },
} satisfies PlatformSpec;
