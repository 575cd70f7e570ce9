import type { PlatformSpec } from '../../platform.ts';
import { config } from './config.ts';
import { methods, root } from './methods.ts';
import { tables } from './replies.ts';

const hubs = { request: { url: `${root}/project/v1/hubs` }, replies: [{ table: 'hubs' }] };
const actions = ['download', 'upload', 'updateMetaData', 'delete'];
/** One answer for all of what was asked, else one for each. */
const action = (name: string) => `permission.permission || permission.details.${name}`;

export const autodeskConstructionCloud = {
  title: 'Autodesk Construction Cloud (BIM 360)',
  aliases: ['Autodesk BIM 360', 'Autodesk BIM 360 (OAuth 2.0)'],
  category: 'ContentManagement',
  documentation: 'https://aps.autodesk.com/en/docs/oauth/v2/developers_guide/overview/',
  config,
  hosts: ['developer.api.autodesk.com', 'api.userprofile.autodesk.com'],
  define: [
    { isApp: 'method == "two-legged"' },
    { scopes: 'orElse(config.scopes, method == "oauth-refresh" ? "" : "data:read account:read")' },
    { scopeList: 'scopes.words()' },
    // An access token is a JWT that names its scopes; else it has those that were asked for.
    { granted: 'orElse(credential.claims.scope, scopeList)' },
    { reads: 'granted == [] || "data:read" in granted' },
    { project: 'config.projectId.startsWith("b.") ? config.projectId : "b." + config.projectId' },
    { isHubs: 'status == 200 && filled(json.jsonapi.version)' },
    { wanted: 'json.data.filter(h, !has(config.accountId) || h.id == "b." + config.accountId)' },
    { hub: 'wanted[0]' },
    { hubName: 'hub.attributes.name + " (" + hub.id + ", " + hub.attributes.region + ")"' },
    // AUS was APAC.
    { inRegion: 'json.data.exists(h, h.attributes.region.replace("APAC", "AUS") == config.region)' },
    { away: 'json.meta.warnings.exists(w, string(w.HttpStatusCode).matches("^(5|429)"))' },
    { permission: 'json.data.attributes.extension.data.permissions[0]' },
  ],
  tables,
  methods,
  test: [
    {
      when: 'isApp',
      ...hubs,
      facts: { account: { id: 'hub.id', name: 'hub.attributes.name', tenant: 'hubName' } },
    },
    {
      when: '!isApp',
      // unverified: which scope userinfo wants.
      request: { url: 'https://api.userprofile.autodesk.com/userinfo' },
      facts: { account: { id: 'json.sub', name: 'json.name', email: 'json.email' } },
    },
  ],
  access: [
    {
      when: '!isApp && (has(config.accountId) || has(config.region))',
      ...hubs,
      facts: { identified: 'filled(hub.id)', account: { tenant: 'hubName' } },
    },
    {
      when: 'has(config.folderId)',
      request: {
        method: 'POST',
        url: `${root}/data/v1/projects/{{project}}/commands`,
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
                data: { requiredActions: actions },
              },
            },
            relationships: { resources: { data: [{ type: 'folders', id: '{{config.folderId}}' }] } },
          },
        },
      },
      facts: {
        grants: {
          read: action('download'),
          write: action('upload'),
          update: action('updateMetaData'),
          delete: action('delete'),
        },
      },
    },
  ],
} satisfies PlatformSpec;
