import type { Draft, Refusal, TestLine } from '../contract.ts';

/** The server said no; the message is for the person. */
export class RefusedError extends Error {
  readonly status: number;
  readonly refusal: Refusal;

  constructor(status: number, refusal: Refusal) {
    super(refusal.message);
    this.status = status;
    this.refusal = refusal;
  }
}

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return answer<T>(await fetch(`/api${path}`, signal ? { signal } : {}));
}

export async function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return answer<T>(await send(path, body, signal));
}

/** Tests a draft. @param tell - gets each line as it comes */
export async function testDraft(
  asked: { draft: Draft; anyway: boolean },
  tell: (line: TestLine) => void,
  signal: AbortSignal,
): Promise<void> {
  const response = await send('/drafts/test', asked, signal);
  if (!response.ok || !response.body) return void (await answer(response));
  let rest = '';
  for await (const text of textsOf(response.body)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) tell(JSON.parse(line) as TestLine);
  }
}

async function* textsOf(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

function send(path: string, body: unknown, signal?: AbortSignal): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch(`/api${path}`, { method: 'POST', headers, body: JSON.stringify(body), ...(signal ? { signal } : {}) });
}

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T;
  const text = await response.text();
  throw new RefusedError(response.status, refusalIn(text));
}

function refusalIn(text: string): Refusal {
  try {
    return JSON.parse(text) as Refusal;
  } catch {
    return { message: text || 'The console does not respond. Is it still running in the terminal?' };
  }
}
