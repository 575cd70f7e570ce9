import type { PlatformSpec } from '../../platform.ts';
import { accessToken, api, oauthRefresh, pathRoot, permissionsAtPath } from '../shared/dropbox/methods.ts';
import { define, tables } from '../shared/dropbox/replies.ts';
import { fileHosts, headers, probe, probeTables } from './probe.ts';

export const dropbox = {
  title: 'Dropbox',
  category: 'FileSharing',
  documentation: 'https://developers.dropbox.com/oauth-guide',
  config: { properties: { pathRoot } },
  hosts: ['api.dropboxapi.com', ...fileHosts],
  // The root has no name: a path is that of a folder, then the file.
  define: [...define, { filePath: 'requires.path.trimSlash() + "/" + probe.name' }],
  tables: { ...tables, ...probeTables },
  methods: [
    oauthRefresh(
      'Create a scoped app in the App Console with the permission account_info.read (and files.metadata.read to see the permissions at a path). Then sign in as the account with token_access_type=offline.',
    ),
    accessToken(
      'Use a long-lived token of an older app, or one that the App Console generates. The latter expires after about 4 hours, so use it only for trials. The token needs the permission account_info.read.',
    ),
  ],
  test: [
    {
      request: { method: 'POST', url: `${api}/users/get_current_account`, headers },
      replies: [{ table: 'api' }],
      facts: {
        identified: 'json.disabled == false',
        account: {
          id: 'json.account_id',
          name: 'json.name.display_name',
          email: 'json.email',
          tenant: 'has(json.team.name) ? json.team.name + " (" + json.team.id + ")" : json.team.id',
        },
      },
    },
  ],
  access: [permissionsAtPath(headers)],
  probe,
} satisfies PlatformSpec;
