import type { Facts, Opened } from '../../driver.ts';
import { storageFile } from './probe-file.ts';
import type { StorageSession } from './session.ts';

/** A session whose credential was accepted. There is nothing to close: every request stands for itself. */
export function opened(facts: Facts, session: StorageSession, look: Opened['look']): Opened {
  return { facts, look, probeFile: (name) => storageFile(session, name), close: () => Promise.resolve() };
}
