import type { PlatformSpec } from '../platform.ts';

export const localFilesystem = {
  title: 'My Computer',
  aliases: ['Local directory', 'Local file system', 'fs'],
  category: 'FileProtocol',
  documentation: 'https://man7.org/linux/man-pages/man2/access.2.html',
  driver: 'local-filesystem',
  config: {
    type: 'object',
    required: ['path'],
    properties: {
      path: {
        type: 'string',
        title: 'Directory',
        description:
          'Absolute path as the operator sees it, in one of the directories that its flag --local-roots names (`localFilesystem.roots` in the chart). spec.requires.path is below it.',
        minLength: 1,
        maxLength: 4096,
        pattern: '^[^\\u0000-\\u001f\\u007f]+$',
        examples: ['/data/finance'],
      },
    },
  },
  methods: [
    {
      name: 'local',
      title: "The operator's own user",
      description:
        'There is no credential: the directory is opened as the user that the operator runs as, which status.account names. Nobody is authenticated, so `status.checks` has `Authenticated: NotTestable`. Refused unless the operator was started with --local-roots (`localFilesystem.roots` in the chart). Name no Secret.',
      secret: { type: 'object', additionalProperties: false },
      auth: { none: {} },
    },
  ],
} satisfies PlatformSpec;
