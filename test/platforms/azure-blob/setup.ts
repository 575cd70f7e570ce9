import { accountSas } from '../../support/servers/azure-sas.ts';
import { startAzurite } from '../../support/servers/azurite.ts';
import { startCannedServer, type CannedReply } from '../../support/servers/canned-server.ts';
import { startSilentServer } from '../../support/servers/silent-server.ts';
import type { Started } from '../case.ts';

export const accountName = 'financearchive';

export const accountKey = Buffer.from('canary-azure-account-key-canary-azure-account-key-canary-azure-k').toString(
  'base64',
);

export const anotherKey = Buffer.alloc(64, 1).toString('base64');

const expiry = '2099-01-01T00:00:00Z';

export const signer = { accountName, accountKey, expiry };

export const everything = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;

export const reading = { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' } as const;

const whole = { cloud: 'custom', accountName };

export const nowhere = { cloud: 'global', accountName };

export function azurite(config: Record<string, unknown> = {}): () => Promise<Started> {
  return async () => {
    const running = await startAzurite({
      accountName,
      accountKey,
      containers: { archive: {}, open: { public: true } },
    });
    return {
      config: { ...whole, endpoint: running.url, ...config },
      context: { now: () => Date.now() },
      canaries: () => ['RequestId', 'Server failed'],
      stop: () => running.stop(),
    };
  };
}

/** The service answers every request the same. */
export function replies(
  reply: CannedReply | ((credential: boolean) => CannedReply),
  config: Record<string, unknown> = {},
): () => Promise<Started> {
  return async () => {
    const running = await startCannedServer(({ url, authorization }) =>
      typeof reply === 'function' ? reply(authorization !== undefined || url.searchParams.has('sig')) : reply,
    );
    return {
      config: { ...whole, endpoint: running.url, ...config },
      context: { now: () => Date.now() },
      canaries: () => ['Marker of the service'],
      stop: () => running.stop(),
    };
  };
}

export function code(
  status: number,
  name: string,
  { detail = '', headers = {} }: { detail?: string; headers?: Record<string, string> } = {},
): CannedReply {
  const more =
    detail === '' ? '' : `<AuthenticationErrorDetail>${detail} Marker of the service</AuthenticationErrorDetail>`;
  return {
    status,
    headers: { 'x-ms-error-code': name, 'x-ms-request-id': 'Marker of the service', ...headers },
    body: `<?xml version="1.0"?><Error><Code>${name}</Code><Message>Marker of the service</Message>${more}</Error>`,
  };
}

export async function silent(): Promise<Started> {
  const running = await startSilentServer();
  return { config: { ...whole, endpoint: `http://${running.host}:${running.port}` }, stop: () => running.stop() };
}

export const page = replies({
  status: 200,
  headers: { 'content-type': 'text/html' },
  body: '<!doctype html><title>Portal</title>',
});

export const byKey = { method: 'shared-key', secret: { accountKey } } as const;

export const bySas = { method: 'sas', secret: { sasToken: accountSas({ ...signer, permissions: 'rl' }) } } as const;

export const row = { ...byKey, kind: 'reply table' } as const;

export const sasRow = { ...bySas, kind: 'reply table' } as const;
