import type { Logger } from './log.ts';

/** What this needs of `process`. */
export interface SignalSource {
  on(signal: 'SIGTERM' | 'SIGINT', listener: () => void): unknown;
  off(signal: 'SIGTERM' | 'SIGINT', listener: () => void): unknown;
  exit(code: number): void;
}

export interface OnSignalsOptions {
  stop: () => Promise<void>;
  log: Logger;
  source?: SignalSource;
}

/**
 * On the first SIGTERM or SIGINT stops and exits with 0, or with 1 where stopping failed; on the second exits with 1
 * at once.
 * @returns how to take the listeners off again.
 */
export function onSignals({ stop, log, source = process }: OnSignalsOptions): () => void {
  let isStopping = false;
  const stopOnce = async (): Promise<void> => {
    try {
      await stop();
      log.info('Stopped');
      source.exit(0);
    } catch (error) {
      log.error('Stopping failed', { error });
      source.exit(1);
    }
  };
  const onSignal = (signal: string) => (): void => {
    if (isStopping) {
      log.warn('Second signal, leaving at once', { signal });
      source.exit(1);
      return;
    }
    isStopping = true;
    log.info('Stopping', { signal });
    void stopOnce();
  };
  const listeners = { SIGTERM: onSignal('SIGTERM'), SIGINT: onSignal('SIGINT') } as const;
  source.on('SIGTERM', listeners.SIGTERM);
  source.on('SIGINT', listeners.SIGINT);
  return () => {
    source.off('SIGTERM', listeners.SIGTERM);
    source.off('SIGINT', listeners.SIGINT);
  };
}
