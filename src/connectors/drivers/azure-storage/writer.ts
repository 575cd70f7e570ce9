import type { StepResult } from '../../proof/prove.ts';
import type { Request } from './talk.ts';

type Write = (content: string, signal: AbortSignal) => Promise<StepResult>;

/** How a service's file is written, in as many requests as it needs; all else is alike. */
export interface Writer {
  create: Write;
  overwrite: Write;
}

/** The file, and how to ask about it. */
export interface Asking {
  url: URL;
  /** Sends a request with the credential. */
  step: (request: Request, signal: AbortSignal) => Promise<StepResult>;
  /** Removes what was made and may not be filled. */
  remove: (signal: AbortSignal) => Promise<StepResult>;
}
