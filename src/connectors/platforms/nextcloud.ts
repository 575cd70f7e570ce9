import type { PlatformSpec } from '../platform.ts';
import { appPassword, config, oauthRefresh, ocs, reading, writing } from './ocs.ts';
import { nextcloudTokenReplies } from './replies/ocs.ts';

const account = { id: 'json.ocs.data.id', name: 'json.ocs.data.displayname', email: 'json.ocs.data.email' };

export const nextcloud = {
  title: 'Nextcloud',
  category: 'FileSharing',
  documentation: 'https://docs.nextcloud.com/server/latest/developer_manual/client_apis/OCS/ocs-api-overview.html',
  config,
  hosts: ['{{config.url}}'],
  methods: [appPassword, oauthRefresh('body', nextcloudTokenReplies)],
  http: { ...ocs(account, { ...reading, ...writing }), administrator: '"admin" in json.ocs.data.groups' },
} satisfies PlatformSpec;
