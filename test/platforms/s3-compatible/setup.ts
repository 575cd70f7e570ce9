import { startS3Server, type S3ServerOptions } from '../../../dev/servers/s3-server.ts';
import { startSilentServer } from '../../../dev/servers/silent-server.ts';
import type { Started } from '../case.ts';

export const accessKeyId = 'AKIDEXAMPLE';

export const secretAccessKey = 'canary/s3+secret=access-key';

export const sessionToken = 'canary-s3-session-token==';

export const secret = { accessKeyId, secretAccessKey };

export const bucket = 'finance-archive';

export const untold = { write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;

/** What AWS writes into bodies beside the code; none of it may be repeated. */
const canaries = ['Marker of the store', 'AWS4-HMAC-SHA256', '4442587FB7D0A2F9'];

export function server(
  options: Partial<S3ServerOptions> = {},
  config: Record<string, unknown> = {},
): () => Promise<Started> {
  return async () => {
    const running = await startS3Server({ accessKeyId, secretAccessKey, buckets: { [bucket]: {} }, ...options });
    return {
      config: { endpoint: running.url, ...config },
      context: { now: () => Date.now() },
      urls: () => running.requests().map(({ url }) => url),
      canaries: () => canaries,
      stop: () => running.stop(),
    };
  };
}

/** The store answers every request the same. */
export function replies(status: number, body = '', headers: Record<string, string> = {}): () => Promise<Started> {
  return server({ instead: () => ({ status, body, headers }) });
}

export function replyOf(status: number, code: string, extra = ''): () => Promise<Started> {
  return replies(
    status,
    `<?xml version="1.0"?><Error><Code>${code}</Code><Message>Marker of the store.</Message>${extra}</Error>`,
  );
}

export async function silent(): Promise<Started> {
  const running = await startSilentServer();
  return { config: { endpoint: `http://${running.host}:${running.port}` }, stop: () => running.stop() };
}

export const base = { method: 'access-key', secret, config: { bucket } } as const;

export const row = { ...base, kind: 'reply table' } as const;
