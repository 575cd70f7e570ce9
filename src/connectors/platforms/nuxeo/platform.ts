import { onlySchemes } from '../shared/only-schemes.ts';
import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { methods } from './methods.ts';
import { apiReplies } from './replies.ts';

export const nuxeo = {
  title: 'Nuxeo Platform',
  category: 'ContentManagement',
  documentation: 'https://doc.nuxeo.com/nxdoc/authentication-and-user-management/',
  config: {
    required: ['url'],
    properties: {
      url: text(
        'Address',
        'Address of the server, with its path that ends in /nuxeo.',
        'https://nuxeo.example.com/nuxeo',
        {
          ...pasted(['^(https?://[^/]+/nuxeo)/[^/]']),
          pattern: '^https?://[^\\s]+/nuxeo/?$',
        },
      ),
      path: text(
        'Document',
        'Path of the document whose permissions are checked. Default: /default-domain. `spec.requires.path` takes precedence.',
        '/default-domain',
        { pattern: '^/' },
      ),
    },
  },
  hosts: ['{{config.url}}'],
  define: [
    { path: 'orElse(requires.path, orElse(config.path, "/default-domain"))' },
    { looks: 'has(requires.path) || has(requires.access) || has(config.path)' },
    // The list holds every permission that is granted (PermissionsJsonEnricher.java of nuxeo/nuxeo).
    { granted: 'json.contextParameters.permissions' },
  ],
  methods,
  test: [
    {
      request: { url: '{{config.url}}/api/v1/me' },
      replies: apiReplies,
      facts: {
        // NuxeoPrincipalJsonWriter.java: the server says of each user whether it is the anonymous one.
        identified: 'json["entity-type"] == "user" && json.isAnonymous == false',
        account: {
          id: 'json.id',
          name: '(orElse(json.properties.firstName, "") + " " + orElse(json.properties.lastName, "")).trim()',
          email: 'json.properties.email',
        },
        administrator: 'json.isAdministrator',
      },
    },
  ],
  anonymous: onlySchemes,
  access: [
    {
      when: 'looks',
      request: {
        url: '{{config.url}}/api/v1/path/{{path|segments}}',
        // The second name is that of servers before 8.10.
        headers: { 'enrichers.document': 'permissions', 'X-NXenrichers.document': 'permissions' },
      },
      facts: {
        grants: {
          read: 'granted.exists(p, p in ["Everything", "Read", "ReadWrite"])',
          write: 'granted.exists(p, p in ["Everything", "AddChildren", "Write", "ReadWrite"])',
          update: 'granted.exists(p, p in ["Everything", "WriteProperties", "Write", "ReadWrite"])',
          delete: 'granted.exists(p, p in ["Everything", "Remove", "RemoveChildren"])',
        },
      },
    },
  ],
} satisfies PlatformSpec;
