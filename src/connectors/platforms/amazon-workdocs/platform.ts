import type { PlatformSpec } from '../../platform.ts';

/** It stays in the list so that a Connection to it gets a clear message. */
export const amazonWorkdocs = {
  title: 'Amazon WorkDocs (discontinued)',
  aliases: ['AWS WorkDocs'],
  category: 'FileSharing',
  retired: { since: '2025-04-25' },
  methods: [],
} satisfies PlatformSpec;
