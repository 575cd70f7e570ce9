import type { PlatformSpec } from '../platform.ts';
import { config, methods, root, scopeNumbers } from './autodesk.ts';
import { hubReplies, testReplies } from './replies/autodesk.ts';

const hubs = `${root}/project/v1/hubs`;
const isApp = 'method == "two-legged"';
const hub = '(has(config.accountId) ? json.data.filter(h, h.id == "b." + config.accountId)[0] : json.data[0])';
const hubName = `${hub}.attributes.name + " (" + ${hub}.id + ", " + ${hub}.attributes.region + ")"`;

const scopes = 'has(config.scopes) ? config.scopes : method == "oauth-refresh" ? "" : "data:read account:read"';
const scopeAt = (at: number) => `(${scopes}).split(" ")[${at}]`;

const actions = { read: 'download', write: 'upload', update: 'updateMetaData', delete: 'delete' };
const permission = 'json.data.attributes.extension.data.permissions[0]';
const grants = Object.fromEntries(
  Object.entries(actions).map(([right, action]) => [
    right,
    `${permission}.permission ? true : has(${permission}.details.${action}) ? ${permission}.details.${action} : null`,
  ]),
);

export const autodeskConstructionCloud = {
  title: 'Autodesk Construction Cloud (BIM 360)',
  aliases: ['Autodesk BIM 360', 'Autodesk BIM 360 (OAuth 2.0)'],
  category: 'ContentManagement',
  documentation: 'https://aps.autodesk.com/en/docs/oauth/v2/developers_guide/overview/',
  config,
  hosts: ['developer.api.autodesk.com', 'api.userprofile.autodesk.com'],
  methods,
  http: {
    values: {
      scopes,
      ...Object.fromEntries(scopeNumbers.map((at) => [`scope${at}`, scopeAt(at)])),
      probe: `${isApp} ? "${hubs}" : "https://api.userprofile.autodesk.com/userinfo"`,
      project: 'config.projectId.startsWith("b.") ? config.projectId : "b." + config.projectId',
    },
    test: { url: '{{values.probe}}' },
    account: {
      id: `${isApp} ? ${hub}.id : json.sub`,
      name: `${isApp} ? ${hub}.attributes.name : json.name`,
      email: 'json.email',
      tenant: hubName,
    },
    // unverified: which scope userinfo wants.
    identity: `status == 200 && (${isApp} ? ${hub}.id != "" : json.sub != "")`,
    replies: testReplies,
    access: [
      {
        when: `!(${isApp}) && (has(config.accountId) || has(config.region))`,
        request: { url: hubs },
        replies: hubReplies,
        account: { tenant: hubName },
      },
      {
        when: 'has(config.folderId)',
        request: {
          method: 'POST',
          url: `${root}/data/v1/projects/{{values.project}}/commands`,
          headers: { 'Content-Type': 'application/vnd.api+json' },
          // Nothing is changed: https://aps.autodesk.com/en/docs/data/v2/reference/http/CheckPermission/
          json: {
            jsonapi: { version: '1.0' },
            data: {
              type: 'commands',
              attributes: {
                extension: {
                  type: 'commands:autodesk.core:CheckPermission',
                  version: '1.0.0',
                  data: { requiredActions: Object.values(actions) },
                },
              },
              relationships: { resources: { data: [{ type: 'folders', id: '{{config.folderId}}' }] } },
            },
          },
        },
        grants,
      },
    ],
  },
} satisfies PlatformSpec;
