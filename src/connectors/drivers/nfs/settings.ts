import type { Plan } from '../../platform.ts';
import type { Claim } from './call.ts';
import { trimEnd } from '../../language/trim-end.ts';

export interface Settings {
  server: string;
  /** Of NFS; for version 3 rpcbind tells it where it is not given. */
  port: number | undefined;
  mountPort: number | undefined;
  export: string;
  /** Names below the export, from the top down. */
  path: readonly string[];
  version: '3' | '4';
  sec: string;
  claim: Claim;
}

/** The connection's settings, which its schema has checked and filled in. */
export function settingsOf({ config, requires }: Pick<Plan, 'config' | 'requires'>): Settings {
  return {
    server: config['server'] as string,
    port: config['port'] as number | undefined,
    mountPort: config['mountPort'] as number | undefined,
    // Some servers compare it letter by letter.
    export: trimEnd(config['export'] as string, '/') || '/',
    path: namesIn(requires.path ?? (config['path'] as string | undefined) ?? ''),
    version: config['version'] as Settings['version'],
    sec: config['sec'] as string,
    claim: {
      uid: config['uid'] as number,
      gid: config['gid'] as number,
      gids: (config['gids'] as number[] | undefined) ?? [],
    },
  };
}

export function namesIn(path: string): string[] {
  return path.split('/').filter((name) => name !== '');
}

/** `the export /srv/data`, or a directory in it: the first `depth` names below. */
export function describe({ export: exported, path }: Settings, depth: number): string {
  if (depth === 0) return `the export ${exported}`;
  return `the directory ${path.slice(0, depth).join('/')} in the export ${exported}`;
}
