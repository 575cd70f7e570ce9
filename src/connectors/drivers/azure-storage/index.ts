import type { DriverContext } from '../../context.ts';
import type { Driver } from '../../driver.ts';
import { isFailure, failure, type Finding, type Proof } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { probeAccess } from '../../probe/probe-file.ts';
import { byKey } from './by-key.ts';
import { bySas } from './by-sas.ts';
import { byToken } from './by-token.ts';
import { inspect } from './inspect.ts';
import { proofFile } from './proof-file.ts';
import { credentialOf } from './sign-in.ts';
import type { Talk } from './talk.ts';
import { targetOf } from './target.ts';

/** Azure Blob Storage, Files and Data Lake Storage, with a key of the account, a SAS, or an application of Entra. */
export const azureStorage: Driver = { inspect, probe, proxy: true, proof: true };

async function probe(plan: Plan, context: DriverContext): Promise<Finding> {
  const target = targetOf(plan);
  if (typeof target === 'string') return failure('Resolved', 'InvalidConfiguration', { about: target });
  const credential = await credentialOf(plan, context);
  if (isFailure(credential)) return credential;
  const talk = { plan, context, target, credential };
  const finding = await look(talk);
  return plan.proof && !isFailure(finding) ? proved(finding, talk, plan.proof.fileName) : finding;
}

async function proved(looked: Proof, talk: Talk, fileName: string): Promise<Finding> {
  const { account, access: seen, expiresAt } = looked;
  const access = await probeAccess(proofFile(talk, fileName), seen, talk.context.signal);
  return isFailure(access) ? { ...access, account, expiresAt } : { ...looked, access };
}

async function look(talk: Talk): Promise<Finding> {
  const { credential } = talk;
  switch (credential.kind) {
    case 'key':
      return byKey(talk);
    case 'sas':
      return bySas(talk, credential.sas);
    case 'token':
      return byToken(talk, credential);
  }
}
