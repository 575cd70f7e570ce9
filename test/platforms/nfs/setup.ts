import { startNfsServer, type NfsServerOptions } from '../../../dev/servers/nfs/nfs-server.ts';
import type { PlatformCase, Started } from '../case.ts';

export const exports = {
  '/srv/data': {
    directories: {
      'Finance/2026': {},
      inbox: { granted: 0b01010 },
      private: { granted: 0 },
      'list.csv': { type: 1 },
      latest: { type: 5 },
    },
  },
  '/srv/archive': { root: { granted: 0b00011 } },
};
export const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
export const readOnly = { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' } as const;

/** Runs the server for one case; afterwards nothing may be mounted or open that the test began. */
export function server(options: Partial<NfsServerOptions> = {}): () => Promise<Started> {
  return async () => {
    const running = await startNfsServer({ exports, ...options });
    return {
      context: { resolve: running.resolve },
      violations: () => running.violations,
      check() {
        if (running.left().length > 0) throw new Error(`left behind: ${running.left().join(', ')}`);
      },
      stop: () => running.stop(),
    };
  };
}

/** A case for both versions, which must read the same. */
export function inBoth(each: Omit<PlatformCase, 'method'>): PlatformCase[] {
  return (['4', '3'] as const).map((version) => withVersion(version, each));
}

export function withVersion(version: '3' | '4', { config, ...each }: Omit<PlatformCase, 'method'>): PlatformCase {
  return {
    ...each,
    method: 'sys',
    name: `version ${version}: ${each.name}`,
    config: { server: 'nas.example.com', export: '/srv/data', version, ...config },
  };
}

export const row = { kind: 'reply table' } as const;
