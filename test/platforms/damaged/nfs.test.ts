import { describe, it } from '@jest/globals';
import { registry } from '../../../src/connectors/index.ts';
import { startNfsServer, type NfsServerOptions } from '../../../dev/servers/nfs/nfs-server.ts';
import { plainDamages, withWords, type WireDamage } from './wire/damages.ts';
import { holdDamaged } from './wire/hold.ts';
import type { Protocol } from './wire/run.ts';

/** Words of a reply (RFC 5531, 9), its length before it: xid, type, reply_stat, verifier, accept_stat, and the status of what was called. */
const words = { length: 0, xid: 1, type: 2, replyStat: 3, flavor: 4, verifierLength: 5, acceptStat: 6, status: 7 };
const values = [0, 1, 2, 5, 13, 20, 63, 70, 10_006, 10_016, 10_021, 0x7fff_ffff, 0xffff_ffff];
/** GETPORT answers with a port, which is no status; neither is ending a mount, a session or a client a proof. */
const getPort = '100000.2.3';
const unmount = '100005.3.3';
/** Of the root of the export, which says that there is NFS; the directory has a GETATTR of its own. */
const rootType = '100003.3.1';
/** In 4.1 they end session and client. */
const endings = new Set(['100003.4.1#6', '100003.4.1#7']);

function protocolOf(version: '3' | '4', options: Partial<NfsServerOptions> = {}): Protocol {
  const damages = [...plainDamages('uid 65534'), ...withWords(24, values)];
  return {
    platform: registry.get('nfs')!,
    each: {
      method: 'sys',
      config: { server: 'nas.example.com', export: '/srv/data', version },
      requires: { path: 'Finance/2026' },
    },
    async start(tap) {
      const server = await startNfsServer({
        exports: { '/srv/data': { directories: { 'Finance/2026': { granted: 0b00011 } } } },
        ...options,
        tap,
      });
      return { context: { resolve: server.resolve }, stop: () => server.stop() };
    },
    timeoutMs: 250,
    damages: () => damages,
    ignores: (step) => step === unmount,
    mayPass: (step, damage) =>
      damage.keeps === true || endings.has(step) || (damage.field !== undefined && says(step, damage)),
    founded: (step, damage) => (damage.field === undefined ? [] : foundedOf(step, damage)),
    // A word of the answer to ACCESS is what the server says of rights.
    mayGrant: (_step, { field = 0 }) => field > words.status,
  };
}

/** Whether the changed word leaves a reply that says yes; those behind the status are the server's own word. */
function says(step: string, { field = 0, code }: WireDamage): boolean {
  if (field > words.status || step === getPort) return field !== words.xid;
  if (field === words.type) return code === 1;
  if (field === words.flavor || (step === rootType && field >= words.verifierLength)) return true;
  return [words.replyStat, words.verifierLength, words.acceptStat, words.status].includes(field) && code === 0;
}

function foundedOf(_step: string, { field = 0 }: WireDamage): string[] {
  if (field < words.replyStat) return [];
  return ['PermissionDenied', 'TargetNotFound', 'InvalidConfiguration'];
}

describe('A damaged reply', () => {
  it('of NFS 3', () => holdDamaged(protocolOf('3'), 0.1), 120_000);
  it('of NFS 4.0', () => holdDamaged(protocolOf('4'), 0.1), 120_000);
  it('of NFS 4.1', () => holdDamaged(protocolOf('4', { minors: [1] }), 0.1), 120_000);
});
