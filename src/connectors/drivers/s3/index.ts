import type { Driver } from '../../driver.ts';
import { isFailure, failure, type Finding, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import type { Access, Account } from '../../verdict.ts';
import { ask, textAt, type Heard, type Talk } from './ask.ts';
import { compatibleStore } from './compatible-store.ts';
import { readable } from './readable.ts';
import { meaningOf } from './replies.ts';
import type { AccessKey } from './sign.ts';
import { bucketsUrl, bucketUrl, type Store } from './store.ts';
import { asDropBox, isDropBox, unprovable, withProof } from './with-proof.ts';

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
    const wrong = typeof store === 'string' ? store : unprovable(store, plan);
    return wrong === undefined ? (store as Store) : failure('Resolved', 'InvalidConfiguration', { about: wrong });
  }
  return {
    proxy: true,
    proof: true,
    inspect(plan) {
      const store = settingsOf(plan);
      return isFailure(store) ? store : undefined;
    },
    async probe(plan, context) {
      const store = settingsOf(plan);
      if (isFailure(store)) return store;
      const talk: Talk = { store, context, key: keyOf(plan.secret) };
      if (store.bucket === undefined) return byBuckets(talk);
      const found = await byBucket(talk);
      return withProof(isDropBox(found, plan) ? asDropBox(found) : found, talk, plan);
    },
  };
}

/** Any store that speaks S3. */
export const s3 = s3Driver({
  storeOf: compatibleStore,
  keyOf: ({ accessKeyId = '', secretAccessKey = '', sessionToken }) => ({ accessKeyId, secretAccessKey, sessionToken }),
});

/** Reasons that pass by themselves: where the second step ends so, the first one decides nothing. */
const passing = new Set([
  'RateLimited',
  'ServiceUnavailable',
  'TimedOut',
  'ConnectionRefused',
  'NameNotResolved',
  'ProxyFailed',
]);
const untold: Access = { write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' };

async function byBuckets(talk: Talk): Promise<Finding> {
  const owner = await ownerOf(talk);
  if (!isFailure(owner)) return { kind: 'proof', account: owner, access: { read: 'NotTestable', ...untold } };
  if (owner.reason !== 'AccessRefused') return owner;
  return { ...owner, causes: ['the key may not list buckets: set spec.config.bucket', ...refusal(talk)] };
}

async function byBucket(talk: Talk): Promise<Finding> {
  const heard = await ask({ url: bucketUrl(talk.store) }, talk, talk.key);
  if (isFailure(heard)) return heard;
  const meant = meaningOf(heard, talk);
  if (meant === 'unclear') return whoIsRefused(heard, talk);
  if (meant) return meant;
  const open = await answersAnyone(bucketUrl(talk.store), talk);
  if (typeof open !== 'boolean') return open;
  const owner = await ownerOf(talk, !open);
  if (isFailure(owner) && passing.has(owner.reason)) return owner;
  if (isFailure(owner) && open) {
    const anyone = failure('Authenticated', 'UnexpectedReply', {
      about: `the bucket ${talk.store.bucket} answers anyone`,
    });
    return owner.reason === 'AccessRefused' ? anyone : owner;
  }
  const account = isFailure(owner) ? keyAsAccount(talk) : owner;
  const read = await readable(heard, talk);
  return typeof read === 'object' ? { ...read, account } : { kind: 'proof', account, access: { read, ...untold } };
}

/** A refusal that is about a right only where the same key proves itself elsewhere. */
async function whoIsRefused({ code }: Heard, talk: Talk): Promise<Failure> {
  const owner = await ownerOf(talk);
  if (!isFailure(owner)) {
    return {
      ...failure('Authorized', 'PermissionDenied', { about: `list the bucket ${talk.store.bucket}` }),
      account: owner,
      access: { read: 'Denied' },
    };
  }
  if (owner.reason !== 'AccessRefused' && !owner.reason.startsWith('Unexpected')) return owner;
  if (code === 'AccessDenied')
    return failure('Authenticated', 'AccessRefused', {
      causes: [`the key may not list the bucket ${talk.store.bucket}`, ...refusal(talk)],
    });
  return strangeRefusal(talk);
}

function strangeRefusal({ store }: Talk): Failure {
  return failure('Authenticated', 'UnexpectedReply', {
    about: `${store.origin.host} refuses with an error that is not known`,
  });
}

function refusal({ store }: Talk): string[] {
  return ['the key is wrong', `${store.origin.host} does not let this network address in`];
}

/**
 * Whose key it is. Unless the key has proved itself already, the list of buckets counts only where an unsigned request
 * does not get it.
 */
async function ownerOf(talk: Talk, proved = false): Promise<Account | Failure> {
  const heard = await ask({ url: bucketsUrl(talk.store) }, talk, talk.key);
  if (isFailure(heard)) return heard;
  const meant = meaningOf(heard, talk);
  if (meant === 'unclear')
    return heard.code === 'AccessDenied' ? failure('Authenticated', 'AccessRefused') : strangeRefusal(talk);
  if (meant) return meant;
  const open = proved ? false : await answersAnyone(bucketsUrl(talk.store), talk);
  if (typeof open !== 'boolean') return open;
  if (open)
    return failure('Authenticated', 'UnexpectedReply', {
      about: `${talk.store.origin.host} answers without a key as well`,
    });
  const id = textAt(heard.document, 'ListAllMyBucketsResult', 'Owner', 'ID');
  if (id === undefined) return keyAsAccount(talk);
  return { id, name: textAt(heard.document, 'ListAllMyBucketsResult', 'Owner', 'DisplayName') ?? id };
}

function keyAsAccount({ key }: Talk): Account {
  return { id: key.accessKeyId, name: key.accessKeyId };
}

/** Whether the same request without a signature gets the same answer. */
async function answersAnyone(url: URL, talk: Talk): Promise<boolean | Failure> {
  const heard = await ask({ url }, talk);
  if (isFailure(heard)) return heard;
  const { status } = heard.reply;
  if ((status < 500 && status !== 429 && status !== 408) || heard.code === 'AccessDenied') {
    return status >= 200 && status < 300 && heard.code === undefined && !heard.reply.html;
  }
  const meant = meaningOf(heard, talk);
  return meant === undefined || meant === 'unclear' ? false : meant;
}
