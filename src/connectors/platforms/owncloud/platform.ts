import type { PlatformSpec } from '../../../api/platform.gen.ts';
import { writing } from '../shared/ocs/dav.ts';
import { appPassword, oauthRefresh } from '../shared/ocs/methods.ts';
import { ocs } from '../shared/ocs/ocs.ts';
import { tokenReplies } from './replies.ts';

/** owncloud/core core/Controller/CloudController.php */
const account = { id: 'json.ocs.data.id', name: 'json.ocs.data["display-name"]', email: 'json.ocs.data.email' };

export const owncloud = {
  title: 'ownCloud Server',
  aliases: ['ownCloud 10', 'ownCloud Classic'],
  category: 'FileSharing',
  documentation: 'https://doc.owncloud.com/server/latest/developer_manual/core/apis/ocs-user-provisioning-api.html',
  // unverified: the replies of OCS and DAV are those of Nextcloud, with which it shares their code.
  ...ocs(account, writing),
  // unverified: that it slows down after failed tries; here this is an app that a server need not have.
  methods: [appPassword, oauthRefresh('basic', tokenReplies)],
} satisfies PlatformSpec;
