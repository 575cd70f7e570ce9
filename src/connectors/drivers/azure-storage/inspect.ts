import { failure, type Failure } from '../../failure.ts';
import { placeholderFlaw } from '../../auth/placeholder.ts';
import type { Plan } from '../../platform.ts';
import { inspectApplication, isApplication } from './entra.ts';
import { readSas, sasEnd, sasTime, type Sas } from './sas.ts';
import { contradiction, targetOf, type Target } from './target.ts';

/** A SAS that begins no later than this from now may only meet a clock that is slow. */
const startLimitMs = 15 * 60 * 1000;

/** What can be told without the network: a SAS says itself what it is for and when it ends. */
export function inspect(plan: Plan, now: number): Failure | undefined {
  const target = targetOf(plan);
  const wrong = typeof target === 'string' ? target : (contradiction(plan, target) ?? missingPlace(plan, target));
  if (wrong !== undefined || typeof target === 'string') return failure('InvalidConfiguration', { about: wrong });
  if (isApplication(plan)) return inspectApplication(plan, now);
  return inspectSecret(plan.secret, target, now);
}

/** A bearer token is good for Azure Files only inside a share, and a file for the proof of access needs a place. */
function missingPlace(plan: Plan, { service, place }: Target): string | undefined {
  const { method, proof } = plan;
  if (place !== undefined) return undefined;
  if (proof) return `${service.place} is missing: spec.requires.path does not name one either`;
  return isApplication(plan) && service.dns === 'file'
    ? `${service.place} is missing, which ${method.name} needs`
    : undefined;
}

function inspectSecret(secret: Plan['secret'], target: Target, now: number): Failure | undefined {
  const { accountKey, sasToken, sasUrl, connectionString } = secret;
  const packed = connectionString === undefined ? undefined : 'connectionString';
  if (packed && (accountKey === undefined) === (sasToken === undefined)) {
    const about = `${packed} has ${accountKey === undefined ? 'neither AccountKey nor' : 'both AccountKey and'} SharedAccessSignature`;
    return failure('SecretInvalid', { about });
  }
  if (accountKey !== undefined) return inspectKey(accountKey, packed ?? 'accountKey');
  const key = packed ?? (sasUrl === undefined ? 'sasToken' : 'sasUrl');
  if (/^\s*https?:/i.test(sasToken ?? '')) {
    const about = `${key} does not have the right form: it is an address, which goes into sasUrl`;
    return failure('SecretInvalid', { about });
  }
  return inspectSas(readSas(sasToken ?? ''), key, { target, now });
}

function inspectKey(accountKey: string, key: string): Failure | undefined {
  if (accountKey.length % 4 === 0 && Buffer.from(accountKey, 'base64').toString('base64') === accountKey)
    return undefined;
  const isPart = key === 'connectionString';
  const about = isPart
    ? `AccountKey in ${key} is not whole: copy all of it`
    : `${key} is not base64: copy the whole key`;
  return failure('SecretInvalid', { about });
}

function inspectSas(sas: Sas, key: string, { target, now }: { target: Target; now: number }): Failure | undefined {
  const flaw = flawOf(sas, target);
  if (flaw !== undefined) return failure('SecretInvalid', { about: `${key} ${flaw}` });
  const end = sasEnd(sas);
  if (end !== undefined && end <= now) {
    const field = end === sasTime(sas.get('se')) ? 'se' : 'ske';
    const day = new Date(end).toISOString().slice(0, 10);
    const made = field === 'se' ? '' : ', the user delegation key that signs it';
    return failure('CredentialsExpired', {
      about: `\`${key}\` ended on ${day} (${field}${made})`,
      fix: `Create a new shared access signature, and put it into the Secret as \`${key}\`.`,
    });
  }
  const start = sasTime(sas.get('st'));
  if (start !== undefined && start - now > startLimitMs)
    return failure('InvalidConfiguration', { about: `${key} is not valid yet (st)` });
  const misfit = misfitOf(sas, key, target);
  return misfit === undefined ? undefined : failure('InvalidConfiguration', { about: misfit });
}

function flawOf(sas: Sas, { service }: Target): string | undefined {
  const signature = sas.get('sig');
  if (!signature) return 'has no signature (sig): copy the whole of it';
  // As logs show it, which hide it.
  const hidden = placeholderFlaw(signature, { free: false });
  if (hidden !== undefined) return `has a wrong signature (sig) in it, which ${hidden}`;
  if (!sas.get('sv')) return 'has no version (sv): copy the whole of it';
  if (sas.has('si')) return undefined;
  if (sasTime(sas.get('se')) === undefined) return 'has no end (se) that can be read';
  if (!sas.get('sp')) return 'has no permissions (sp)';
  if (sas.has('ss') && !sas.get('ss')?.includes(service.letter)) return `is not for ${service.title} (ss)`;
  return undefined;
}

function misfitOf(sas: Sas, key: string, { service, base, place, path }: Target): string | undefined {
  if (sas.get('spr') === 'https' && base.startsWith('http:')) return 'endpoint is http, and the SAS wants https (spr)';
  const resource = sas.get('sr');
  if (resource === undefined) return undefined;
  const { noun, resources } = service;
  if (!resources.includes(resource)) return `${key} is not for a ${noun} (sr): make one for the ${noun} or the account`;
  if (place === undefined) return `${service.place} is missing: the SAS is for one ${noun}`;
  const depth = Number(sas.get('sdd') ?? 1);
  return resource === 'd' && path.split('/').filter(Boolean).length < depth
    ? 'spec.requires.path is missing, or too short: the SAS is for one directory (sr, sdd)'
    : undefined;
}
