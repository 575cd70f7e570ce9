import { ApiError } from './api-error.ts';

export class RewoundError extends Error {
  override readonly message = 'The watch went back';
}

/** Of a version that the API server has no more, or not yet, since it was put back to a backup. */
export function isExpired(error: unknown): boolean {
  if (error instanceof RewoundError) return true;
  return error instanceof ApiError && (error.code === 410 || /too large resource version/i.test(error.message));
}
