import type { PlatformSpec } from '../../platform.ts';
import { text } from '../shared/field.ts';
import { line } from '../shared/server/fields.ts';

export const localFilesystem = {
  title: 'My Computer',
  aliases: ['Local directory', 'Local file system', 'fs'],
  category: 'FileProtocol',
  documentation: 'https://man7.org/linux/man-pages/man2/access.2.html',
  driver: 'local-filesystem',
  config: {
    required: ['path'],
    properties: {
      path: text(
        'Directory',
        'Absolute path of the directory as the operator sees it, in one of the directories of flag --local-roots (`localFilesystem.roots` in the chart). `spec.requires.path` is relative to it.',
        '/data/finance',
        { ...line, maxLength: 4096 },
      ),
    },
  },
  methods: [
    {
      name: 'local',
      title: "The operator's own user",
      description:
        'There is no credential: the operator opens the directory as its own user, which `status.account` names. Nobody is authenticated, so `status.checks` has `Authenticated: NotTestable`. Start the operator with --local-roots (`localFilesystem.roots` in the chart), and do not set `spec.secretRef`.',
      secret: { additionalProperties: false },
      credential: { none: {} },
    },
  ],
} satisfies PlatformSpec;
