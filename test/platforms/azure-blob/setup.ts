import { accountKey, accountName } from '../../support/fakes/azure-storage.ts';
import { accountSas } from '../../../dev/servers/azure-sas.ts';
import { startAzurite } from '../../../dev/servers/azurite.ts';
import { startCannedServer, type CannedReply } from '../../../dev/servers/canned-server.ts';
import type { Started } from '../case.ts';

const expiry = '2099-01-01T00:00:00Z';

export const signer = { accountName, accountKey, expiry };

export const everything = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;

export const reading = { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' } as const;

const whole = { cloud: 'custom', accountName };

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

const byKey = { method: 'shared-key', secret: { accountKey } } as const;

const bySas = { method: 'sas', secret: { sasToken: accountSas({ ...signer, permissions: 'rl' }) } } as const;

export const row = { ...byKey, kind: 'reply table' } as const;

export const sasRow = { ...bySas, kind: 'reply table' } as const;
