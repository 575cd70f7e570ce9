import { createPrivateKey, type KeyObject } from 'node:crypto';
import { WorkerLane, type Job } from './worker-lane.ts';

/** Two threads of the process: a file that takes seconds holds up only others like it. */
const lanes = { quick: new WorkerLane(), slow: new WorkerLane() };

/** Runs a job that takes a moment (quick) or seconds (slow) beside everything else. @throws the signal's reason */
export function runBeside<T>(job: Job, { slow, signal }: { slow: boolean; signal: AbortSignal }): Promise<T> {
  return (slow ? lanes.slow : lanes.quick).run(job, signal);
}

/** @returns the key, or what is wrong, as the end of a sentence that begins with the key's name. */
export function decryptPem(pem: string, passphrase: string): KeyObject | string {
  try {
    return createPrivateKey({ key: pem, passphrase });
  } catch (error) {
    return undecrypted(error);
  }
}

/** The same in a thread of its own. */
export function decryptPemBeside(
  { pem, passphrase }: { pem: string; passphrase: string },
  how: { slow: boolean; signal: AbortSignal },
): Promise<KeyObject | string> {
  return runBeside({ module: import.meta.url, name: decryptPem.name, args: [pem, passphrase] }, how);
}

/** Why a PEM file cannot be decrypted, by the error of `createPrivateKey`. */
function undecrypted(error: unknown): string {
  // DES and what else OpenSSL 3 has left behind.
  return (error as NodeJS.ErrnoException).code === 'ERR_OSSL_EVP_UNSUPPORTED'
    ? 'is encrypted in a way that is too old: choose another with `openssl pkcs8 -topk8 -v2 aes256 -in key.pem -out key`'
    : 'cannot be decrypted: the passphrase does not fit, or the file is damaged';
}
