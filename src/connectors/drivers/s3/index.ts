import type { Opened, Driver } from '../../driver.ts';
import { failure, isFailure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { compatibleStore } from './compatible-store.ts';
import { untold } from './look.ts';
import { openBucket } from './open-bucket.ts';
import { opened } from './opened.ts';
import { ownerOf, refusalCauses } from './owner.ts';
import { probePlaceProblem } from './probe-place.ts';
import type { StoreSession } from './session.ts';
import type { AccessKey } from './sign.ts';
import { bucketHosts, type Store } from './store.ts';

/** Where a platform's store is, and where its Secret has the key. */
export interface S3Platform {
  /** @returns the store, or what is wrong with the settings. */
  storeOf: (plan: Plan) => Store | string;
  keyOf: (secret: Plan['secret']) => AccessKey;
}

/** Lists the bucket, or the buckets, with a signed request, and shows that the same request without a key is refused. */
export function s3Driver({ storeOf, keyOf }: S3Platform): Driver {
  function settingsOf(plan: Plan): Store | Failure {
    const store = storeOf(plan);
    const wrong = typeof store === 'string' ? store : probePlaceProblem(store, plan);
    return wrong === undefined ? (store as Store) : failure('InvalidConfiguration', { about: wrong });
  }
  return {
    proxy: true,
    probes: true,
    hosts(plan) {
      const store = storeOf(plan);
      return typeof store === 'string' ? [] : bucketHosts(store);
    },
    inspect(plan) {
      const store = settingsOf(plan);
      return isFailure(store) ? store : undefined;
    },
    async open(plan, context) {
      const store = settingsOf(plan);
      if (isFailure(store)) return store;
      const session: StoreSession = { store, context, key: keyOf(plan.secret) };
      return store.bucket === undefined ? openService(session) : openBucket(session, plan);
    },
  };
}

/** Any store that speaks S3. */
export const s3 = s3Driver({
  storeOf: compatibleStore,
  keyOf: ({ accessKeyId = '', secretAccessKey = '', sessionToken }) => ({ accessKeyId, secretAccessKey, sessionToken }),
});

async function openService(session: StoreSession): Promise<Opened | Failure> {
  const account = await ownerOf(session);
  if (!isFailure(account)) return opened({ account }, session, async () => ({ access: untold }));
  if (account.reason !== 'AccessRefused' || account.causes) return account;
  return { ...account, causes: ['the key may not list buckets: set spec.config.bucket', ...refusalCauses(session)] };
}
