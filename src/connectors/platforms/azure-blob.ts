import type { PlatformSpec } from '../platform.ts';

/** Facts: learn.microsoft.com, Blob service REST API 2021-12-02; what the driver makes of replies is in drivers/azure-storage. */
export const azureBlob = {
  title: 'Azure Blob Storage',
  aliases: ['Microsoft Azure Blob', 'Azure Storage', 'Blob Storage'],
  category: 'CloudStorage',
  documentation: 'https://learn.microsoft.com/rest/api/storageservices/authorize-requests-to-azure-storage',
  driver: 'azure-storage',
  config: {
    type: 'object',
    properties: {
      accountName: {
        type: 'string',
        title: 'Storage account',
        description: 'Name of the storage account. A connection string or SAS URL has it already.',
        pattern: '^[a-z0-9]{3,24}$',
        examples: ['financearchive'],
      },
      cloud: {
        type: 'string',
        title: 'Cloud',
        description: 'Which of the Azure clouds the account is in; custom for an address of your own.',
        enum: ['global', 'usgov', 'china', 'custom'],
        default: 'global',
        examples: ['global'],
      },
      endpoint: {
        type: 'string',
        title: 'Endpoint',
        description:
          'Service URL for cloud custom. An emulator has the account in the path. http:// is for emulators on a network of your own: there a SAS can be read by anyone on the way.',
        pattern: '^https?://[^/?#@\\\\\\s]+(/[a-z0-9]{3,24})?/?$',
        examples: ['https://blob.storage.example.com'],
      },
      container: {
        type: 'string',
        title: 'Container',
        description: 'Container to list. Needed with a SAS that is for one container.',
        pattern: '^([a-z0-9](-?[a-z0-9]){2,62}|\\$(root|web))$',
        examples: ['archive'],
      },
    },
  },
  methods: [
    {
      name: 'shared-key',
      title: 'Account key',
      description: 'One of the two access keys of the storage account. It may do everything.',
      secret: {
        type: 'object',
        required: ['accountKey'],
        properties: {
          accountKey: {
            type: 'string',
            title: 'Account key',
            description: 'key1 or key2 of the account, as the portal shows it.',
            pattern: '^[A-Za-z0-9+/]{20,}={0,2}$',
            maxLength: 256,
            writeOnly: true,
            examples: ['bm90LWEta2V5LW5vdC1hLWtleQ=='],
          },
          connectionString: {
            type: 'string',
            title: 'Connection string',
            description: 'Instead of the account key and name: the whole connection string.',
            maxLength: 4096,
            writeOnly: true,
            examples: [
              'DefaultEndpointsProtocol=https;AccountName=financearchive;AccountKey=...;EndpointSuffix=core.windows.net',
            ],
          },
        },
      },
      unpack: [
        {
          key: 'connectionString',
          format: 'pairs',
          into: { 'secret.accountKey': 'AccountKey', 'config.accountName': 'AccountName' },
        },
      ],
      auth: { none: {} },
    },
    {
      name: 'sas',
      title: 'Shared access signature',
      description: 'A SAS of the account or of one container. It says itself what it allows and when it ends.',
      secret: {
        type: 'object',
        required: ['sasToken'],
        properties: {
          sasToken: {
            type: 'string',
            title: 'SAS token',
            description: 'The query string, with or without the question mark.',
            pattern: '^\\s*\\??[A-Za-z]+=[\\x21-\\x7e]*\\s*$',
            maxLength: 4096,
            writeOnly: true,
            examples: ['sv=2021-12-02&ss=b&srt=sco&sp=rl&se=2027-01-31T00:00:00Z&spr=https&sig=...'],
          },
          sasUrl: {
            type: 'string',
            title: 'SAS URL',
            description: 'Instead of the SAS token and the account name: the whole address.',
            maxLength: 4096,
            writeOnly: true,
            examples: [
              'https://financearchive.blob.core.windows.net/archive?sv=2021-12-02&sr=c&sp=rl&se=2027-01-31T00:00:00Z&sig=...',
            ],
          },
        },
      },
      unpack: [{ key: 'sasUrl', format: 'url', into: { 'secret.sasToken': 'query', 'config.accountName': 'account' } }],
      auth: { none: {} },
    },
  ],
  hosts: [
    '{{config.accountName}}.blob.core.windows.net',
    '{{config.accountName}}.blob.core.usgovcloudapi.net',
    '{{config.accountName}}.blob.core.chinacloudapi.cn',
    '{{config.endpoint}}',
  ],
} satisfies PlatformSpec;
