import type { PlatformSpec } from '../platform.ts';
import { appPassword, config, oauthRefresh, ocs, writing } from './ocs.ts';
import { owncloudTokenReplies } from './replies/ocs.ts';

/** owncloud/core core/Controller/CloudController.php */
const account = { id: 'json.ocs.data.id', name: 'json.ocs.data["display-name"]', email: 'json.ocs.data.email' };

export const owncloud = {
  title: 'ownCloud Server',
  aliases: ['ownCloud 10', 'ownCloud Classic'],
  category: 'FileSharing',
  documentation: 'https://doc.owncloud.com/server/latest/developer_manual/core/apis/ocs-user-provisioning-api.html',
  config,
  hosts: ['{{config.url}}'],
  // unverified: that it slows down after failed tries; here this is an app that a server need not have.
  methods: [appPassword, oauthRefresh('basic', owncloudTokenReplies)],
  // unverified: the replies of OCS and DAV are those of Nextcloud, with which it shares their code.
  http: ocs(account, writing),
} satisfies PlatformSpec;
