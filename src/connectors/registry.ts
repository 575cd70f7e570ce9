import type { Platform, PlatformSpec } from './platform.ts';
import { box } from './platforms/box.ts';
import { googleWorkspace } from './platforms/google-workspace.ts';
import { httpEndpoint } from './platforms/http-endpoint.ts';
import { slack } from './platforms/slack.ts';
import { webdav } from './platforms/webdav.ts';

/** Every built-in platform, in alphabetical order: one line each. */
const specs: Readonly<Record<string, PlatformSpec>> = {
  box,
  'google-workspace': googleWorkspace,
  'http-endpoint': httpEndpoint,
  slack,
  webdav,
};

export const registry: ReadonlyMap<string, Platform> = new Map(
  Object.entries(specs).map(([name, spec]) => [name, { name, spec }]),
);
