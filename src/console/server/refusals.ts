import type { Context } from 'hono';
import type { Problem } from '../../api/problems.ts';
import { ApiError, NetworkError } from '../../runtime/index.ts';
import type { Refusal } from '../contract.ts';

/** What the page sent cannot be done; the message is for the person. */
export class Refused extends Error {
  readonly status: 400 | 403 | 404 | 409;
  readonly problems: readonly Problem[];

  constructor(status: 400 | 403 | 404 | 409, message: string, problems: readonly Problem[] = []) {
    super(message);
    this.status = status;
    this.problems = problems;
  }
}

/** Every error as an answer that the page can show. Its own message never holds what was entered. */
export function answerFor(error: Error, context: Context): Response {
  if (error instanceof Refused) {
    const refusal: Refusal = { message: error.message, problems: [...error.problems] };
    return context.json(refusal, error.status);
  }
  if (error instanceof NetworkError) return context.json({ message: 'The API server is not reachable.' }, 503);
  if (!(error instanceof ApiError)) return context.json({ message: 'A defect of the console.' }, 500);
  const { code } = error;
  const status = code === 403 || code === 404 || code === 409 || code === 422 ? code : 502;
  return context.json({ message: wordsFor(error) }, status);
}

function wordsFor({ code, message, reason }: ApiError): string {
  if (code === 404) return 'It is not in the cluster (any more).';
  if (code === 409) return 'There is one of this name already, or it was changed meanwhile.';
  const said = message.split(': ').slice(2).join(': ');
  return `The API server refused: ${said || reason}.`;
}
