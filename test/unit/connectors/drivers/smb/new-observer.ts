import { Observer } from '../../../../../src/connectors/drivers/smb/observer.ts';
import { Marks } from '../../../../../src/connectors/stages.ts';

/** One that is told no keys. */
export function newObserver(progress = new Marks()): Observer {
  return new Observer({ settings: { minDialect: '2.0.2', encrypt: false }, progress, askKeys: () => undefined });
}
