import type { Connection } from '../api/resources.ts';
import type { Clock, Logger } from '../runtime/index.ts';

/** That others test the same Connections is said this often. */
const everyMs = 600_000;

export interface OtherOperatorsOptions {
  clock: Clock;
  log: Logger;
  /** Told of each status in which somebody else has written what a test found out. */
  onOthers?: () => void;
}

/** Says that another operator tests the same Connections. */
export class OtherOperators {
  readonly #options: OtherOperatorsOptions;
  #saidAt = -Infinity;

  constructor(options: OtherOperatorsOptions) {
    this.#options = options;
  }

  /** Another one has written the status of this Connection. */
  noticed({ metadata: { namespace, name } }: Connection): void {
    const { clock, log, onOthers = () => {} } = this.#options;
    onOthers();
    if (clock.now() - this.#saidAt < everyMs) return;
    this.#saidAt = clock.now();
    const connection = `${namespace}/${name}`;
    log.warn('Another operator seems to test the same Connections: give each release namespaces of its own', {
      connection,
    });
  }
}
