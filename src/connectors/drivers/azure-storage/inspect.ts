import { setback, type Setback } from '../../finding.ts';
import type { Plan } from '../../platform.ts';
import { readSas, sasTime, type Sas } from './sas.ts';
import { contradiction, targetOf, type Target } from './target.ts';

/** A SAS that begins no later than this from now may only meet a clock that is slow. */
export const startLimitMs = 15 * 60 * 1000;

/** What can be told without the network: a SAS says itself what it is for and when it ends. */
export function inspect(plan: Plan, now: number): Setback | undefined {
  const target = targetOf(plan);
  const wrong = typeof target === 'string' ? target : contradiction(plan, target);
  if (wrong !== undefined || typeof target === 'string')
    return setback('Resolved', 'InvalidConfiguration', { about: wrong });
  if (plan.method.name === 'shared-key') return inspectKey(plan.secret['accountKey'] ?? '');
  const sas = readSas(plan.secret['sasToken'] ?? '');
  const key = plan.secret['sasUrl'] === undefined ? 'sasToken' : 'sasUrl';
  const flaw = flawOf(sas);
  if (flaw !== undefined) return setback('Resolved', 'SecretInvalid', { about: `${key} ${flaw}` });
  const end = sasTime(sas.get('se'));
  if (end !== undefined && end <= now)
    return setback('Resolved', 'CredentialsExpired', { about: `${key} has ended (se)` });
  const start = sasTime(sas.get('st'));
  if (start !== undefined && start - now > startLimitMs)
    return setback('Resolved', 'InvalidConfiguration', { about: `${key} is not valid yet (st)` });
  const misfit = misfitOf(sas, target);
  return misfit === undefined ? undefined : setback('Resolved', 'InvalidConfiguration', { about: misfit });
}

function inspectKey(accountKey: string): Setback | undefined {
  if (accountKey.length % 4 === 0 && Buffer.from(accountKey, 'base64').toString('base64') === accountKey)
    return undefined;
  return setback('Resolved', 'SecretInvalid', { about: 'accountKey is not base64: copy the whole key' });
}

function flawOf(sas: Sas): string | undefined {
  if (!sas.get('sig')) return 'has no signature (sig): copy the whole of it';
  if (!sas.get('sv')) return 'has no version (sv): copy the whole of it';
  if (sas.has('si')) return undefined;
  if (sasTime(sas.get('se')) === undefined) return 'has no end (se) that can be read';
  if (!sas.get('sp')) return 'has no permissions (sp)';
  if (sas.has('ss') && !sas.get('ss')?.includes('b')) return 'is not for Blob storage (ss)';
  return undefined;
}

function misfitOf(sas: Sas, { service, container }: Target): string | undefined {
  if (sas.get('spr') === 'https' && service.startsWith('http:')) return 'the SAS wants https (spr), endpoint is http';
  const resource = sas.get('sr');
  if (resource !== undefined && resource !== 'c')
    return 'the SAS is not for a container (sr): make one for the container or the account';
  if (resource === 'c' && container === undefined)
    return 'container is missing: the SAS is for one container (Container, for example archive)';
  return undefined;
}
