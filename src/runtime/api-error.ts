import { resourceOf } from './resource-path.ts';

interface Request {
  method: string;
  path: string;
}

/** The API server answered with an error. The message never holds a request's or a Secret's content. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** HTTP status. */
  readonly code: number;
  /** `Status.reason`, for instance `NotFound`, `Conflict`, `Expired`; `Unknown` where there was none. */
  readonly reason: string;
  readonly retryAfterMs?: number;
  readonly method: string;
  readonly path: string;

  constructor(request: Request, answer: { code: number; reason: string; text?: string; retryAfterMs?: number }) {
    super(`${request.method} ${request.path}: ${answer.code} ${answer.reason}${answer.text ? `: ${answer.text}` : ''}`);
    this.code = answer.code;
    this.reason = answer.reason;
    this.method = request.method;
    this.path = request.path;
    if (answer.retryAfterMs !== undefined) this.retryAfterMs = answer.retryAfterMs;
  }
}

/** No whole answer came: no connection, one that broke, no credentials to send, or the time limit. See `cause`. */
export class NetworkError extends Error {
  override readonly name = 'NetworkError';
  readonly method: string;
  readonly path: string;
  readonly timedOut: boolean;

  constructor(request: Request, cause: unknown, timedOut: boolean) {
    super(`${request.method} ${request.path}: ${timedOut ? 'no answer in time' : 'no answer'}`, { cause });
    this.method = request.method;
    this.path = request.path;
    this.timedOut = timedOut;
  }
}

/** The `Status` object of a failed call or of a watch's ERROR event, as far as it is one. */
interface Status {
  code?: number;
  reason?: string;
  message?: string;
  details?: { retryAfterSeconds?: number };
}

/** Makes the error from the answer's body, which need not be a Status: a proxy may answer with HTML. */
export function apiErrorFrom(request: Request, code: number, body: string, retryAfter?: string): ApiError {
  const status = parseStatus(body);
  const seconds = retryAfter === undefined ? status.details?.retryAfterSeconds : Number(retryAfter);
  return new ApiError(request, {
    code,
    reason: status.reason || 'Unknown',
    ...(isPublic(request, code) && status.message !== undefined && { text: status.message.slice(0, 500) }),
    ...(seconds !== undefined && Number.isFinite(seconds) && { retryAfterMs: seconds * 1000 }),
  });
}

/** Makes the error from a watch's ERROR event. */
export function apiErrorFromStatus(request: Request, status: unknown): ApiError {
  const { code = 500 } = status as Status;
  return apiErrorFrom(request, code, JSON.stringify(status));
}

function parseStatus(body: string): Status {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? parsed : {};
  } catch {
    return {};
  }
}

/** A refused write quotes the refused value ("Invalid value: …"), which in a Secret is a secret. */
function isPublic({ method, path }: Request, code: number): boolean {
  const quotesValues = method !== 'GET' && ![401, 403, 404, 409, 410, 429].includes(code);
  return !(quotesValues && resourceOf(path).startsWith('secrets'));
}

/** Whether the API server answered with one of these status codes. */
export function isApiError(error: unknown, ...codes: readonly number[]): error is ApiError {
  return error instanceof ApiError && codes.includes(error.code);
}
