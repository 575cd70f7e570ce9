import type { PlatformSpec } from '../platform.ts';
import { accessToken, api, oauthRefresh, pathRoot, rightsAtPath } from './dropbox-methods.ts';
import { apiReplies } from './replies/dropbox.ts';
import { dropboxFileHosts, dropboxFolder, dropboxProof } from './proofs/dropbox.ts';

const headers = { 'Dropbox-API-Path-Root': '{{config.pathRoot}}' };

export const dropbox = {
  title: 'Dropbox',
  category: 'FileSharing',
  documentation: 'https://developers.dropbox.com/oauth-guide',
  config: { properties: { pathRoot } },
  hosts: ['api.dropboxapi.com', ...dropboxFileHosts],
  methods: [
    oauthRefresh(
      'A scoped app in the App Console with the permission account_info.read (and files.metadata.read for rights at a path), and the refresh token of the account, from a sign-in with token_access_type=offline.',
    ),
    accessToken(
      'A long-lived token of an older app, or one that the App Console generates, which ends after about 4 hours: for trials only. It needs the permission account_info.read.',
    ),
  ],
  http: {
    values: { folder: dropboxFolder },
    test: { method: 'POST', url: `${api}/users/get_current_account`, headers },
    account: {
      id: 'json.account_id',
      name: 'json.name.display_name',
      email: 'json.email',
      tenant: 'json.team.name + " (" + json.team.id + ")"',
    },
    identity: 'json.account_id != "" && json.disabled == false',
    replies: apiReplies,
    proof: dropboxProof(headers, apiReplies),
    access: [rightsAtPath(headers)],
  },
} satisfies PlatformSpec;
