import { ApiError } from './api-error.ts';
import type { Logger } from './log.ts';

type Work = 'list' | 'watch';

const FAILED = { list: 'Cannot list, trying on', watch: 'Watch failed, trying on' } as const;
const CURED = { list: 'List works again', watch: 'Watch works again' } as const;

/** Says once, as a warning, what is wrong with a reflector's list or watch, and once that it is cured. */
export class TroubleLog {
  readonly #log: Logger;
  readonly #said = new Map<Work, string>();

  constructor(reflector: string, log: Logger) {
    this.#log = log.child({ reflector });
  }

  /** A warning where this kind of failure is news, else only for debugging. */
  failed(work: Work, error: unknown): void {
    const kind = error instanceof ApiError ? String(error.code) : 'network';
    const level = this.#said.get(work) === kind ? 'debug' : 'warn';
    this.#said.set(work, kind);
    this.#log[level](FAILED[work], { error });
  }

  cured(work: Work): void {
    if (this.#said.delete(work)) this.#log.info(CURED[work]);
  }
}
