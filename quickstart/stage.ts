import type { Screen } from './screen.ts';

export interface QuickstartOptions {
  once: boolean;
  screen: Screen;
  signal: AbortSignal;
}

export interface Stage extends QuickstartOptions {
  /** Aborted with the reason where the operator dies. */
  ended: AbortController;
  cleanUp: (() => Promise<unknown>)[];
}
