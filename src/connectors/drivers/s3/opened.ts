import type { Facts, Opened } from '../../driver.ts';
import { S3ProbeFile } from './probe-file.ts';
import type { StoreSession } from './session.ts';

/** A session whose key the store has accepted. There is nothing to close: every request stands for itself. */
export function opened(facts: Facts, session: StoreSession, look: Opened['look']): Opened {
  return { facts, look, probeFile: (name) => new S3ProbeFile(session, name), close: () => Promise.resolve() };
}
