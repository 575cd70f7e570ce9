import type { StepResult } from '../../probe/probe-file.ts';
import type { StorageRequest } from './session.ts';

/** `If-None-Match` or `If-Match`, if a file must not, or must, be there before; nothing if either will do. */
export type Condition = Readonly<Record<string, string>>;

/** Writes a service's file, in as many requests as it needs. */
export type Write = (content: string, condition: Condition, signal: AbortSignal) => Promise<StepResult>;

/** The file, and how to ask about it. */
export interface Asking {
  url: URL;
  /** Sends a request with the credential. */
  step: (request: StorageRequest, signal: AbortSignal) => Promise<StepResult>;
  /** Removes what was made and may not be filled. */
  remove: (signal: AbortSignal) => Promise<StepResult>;
}
