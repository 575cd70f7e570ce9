import { isFailure, type Finding, type Proof, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { dotsIn } from '../../probe/dots.ts';
import { probeAccess } from '../../probe/probe-file.ts';
import type { Account } from '../../verdict.ts';
import type { Talk } from './ask.ts';
import { S3ProofFile } from './proof-file.ts';
import type { Store } from './store.ts';

/** What is wrong with asking for a proof in this place. */
export function unprovable({ bucket, prefix }: Store, { proof }: Plan): string | undefined {
  if (!proof) return undefined;
  if (bucket === undefined)
    return 'spec.requires.path names no bucket, which proof Probe needs: set spec.config.bucket';
  return dotsIn(prefix);
}

/** The finding, and what the probe proved where one was asked for. */
export async function withProof(finding: Finding, talk: Talk, { proof }: Plan): Promise<Finding> {
  if (isFailure(finding) || !proof) return finding;
  const access = await probeAccess(new S3ProofFile(talk, proof.fileName), finding.access, talk.context.signal);
  if (isFailure(access)) return { ...access, account: finding.account };
  // Writing anew and writing over are one right here.
  return { ...finding, access: access.write === 'Denied' ? { ...access, update: 'Denied' } : access };
}

type Unlisted = Failure & { account: Account };

/** A bucket that takes objects and is not listed is good enough for those who asked for rights other than reading. */
export function isDropBox(found: Finding, { requires }: Plan): found is Unlisted {
  if (!isFailure(found) || found.access?.read !== 'Denied' || !found.account) return false;
  return requires.access !== undefined && !requires.access.includes('Read');
}

export function asDropBox({ account, access = {} }: Unlisted): Proof {
  return { kind: 'proof', account, access: { ...access, write: 'NotTestable' } };
}
