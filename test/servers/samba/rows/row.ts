import type { ConnectionRequires } from '../../../../src/api/connection.gen.ts';
import type { SambaServer } from '../container.ts';

export interface Row<Server extends string = SambaServer> {
  name: string;
  server?: Server;
  username?: string;
  password?: string;
  config?: Record<string, unknown>;
  requires?: ConnectionRequires;
  expect: object;
  /** Sign-ins that the server's log must have. */
  logins: string[];
  /** Column of the matrix. */
  kase?: string;
}

export const connected = { outcome: 'connected' };
export const taken = ['svc: OK'];
export const failed = (reason: string, more: object = {}) => ({ outcome: 'failed', reason, ...more });
export const probe = (path: string): ConnectionRequires => ({
  path,
  proof: 'Probe',
  access: ['Read', 'Write', 'Update', 'Delete'],
});
export const allGranted = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };
