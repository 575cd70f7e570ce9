import type { DriverContext } from '../../context.ts';
import type { Opened, Driver } from '../../driver.ts';
import { failure, isFailure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { openByKey } from './by-key.ts';
import { openBySas } from './by-sas.ts';
import { openByToken } from './by-token.ts';
import type { Credential } from './credential.ts';
import { isApplication, requestToken } from './entra.ts';
import { inspect } from './inspect.ts';
import { readSas } from './sas.ts';
import { targetOf } from './target.ts';

/** Azure Blob Storage, Files and Data Lake Storage, with a key of the account, a SAS, or an application of Entra. */
export const azureStorage: Driver = { inspect, open, proxy: true, probes: true };

async function open(plan: Plan, context: DriverContext): Promise<Opened | Failure> {
  const target = targetOf(plan);
  if (typeof target === 'string') return failure('InvalidConfiguration', { about: target });
  const credential = isApplication(plan) ? await requestToken(plan, context) : stored(plan);
  if (isFailure(credential)) return credential;
  const session = { plan, context, target, credential };
  switch (credential.kind) {
    case 'key':
      return openByKey(session);
    case 'sas':
      return openBySas(session, credential.sas);
    case 'token':
      return openByToken(session, credential);
  }
}

/** The key or SAS of the Secret. */
function stored({ secret: { accountKey, sasToken = '' } }: Plan): Credential {
  return accountKey === undefined ? { kind: 'sas', sas: readSas(sasToken) } : { kind: 'key', accountKey };
}
