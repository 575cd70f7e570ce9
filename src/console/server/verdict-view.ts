import { messageOf, reasons, verifiedMessage } from '../../api/reasons.ts';
import type { Verdict } from '../../connectors/index.ts';
import type { VerdictView } from '../contract.ts';

/** A verdict in the words of the catalogue. */
export function viewOf(verdict: Verdict, durationMs: number): VerdictView {
  const { outcome, checks, hostKey } = verdict;
  const common = {
    outcome,
    checks,
    durationMs: Math.round(durationMs),
    ...(hostKey === undefined ? {} : { hostKey: hostKey.fingerprint }),
  };
  if (verdict.outcome === 'connected') {
    const isProved = !checks.some(({ name, result }) => name === 'Authenticated' && result === 'NotTestable');
    const { account, access, expiresAt } = verdict;
    const message = verifiedMessage(isProved);
    const view = {
      ...common,
      reason: 'Verified',
      message,
      said: message,
      remedy: '',
      causes: [],
      problems: [],
      account,
      access,
    };
    return expiresAt ? { ...view, expires: expiresAt.getTime() } : view;
  }
  const { reason, causes = [], problems = [] } = verdict;
  const known = verdict.outcome === 'failed' ? verdict : {};
  return {
    ...common,
    reason,
    message: messageOf(reason, { ...verdict, causes: [] }),
    said: messageOf(reason, { ...verdict, causes: [], fix: '' }),
    remedy: verdict.fix ?? reasons[reason].action,
    causes: [...causes],
    problems: [...problems],
    ...(reason === 'HostKeyUnknown' && verdict.about !== undefined ? { shownHostKey: asOpenSsh(verdict.about) } : {}),
    ...('account' in known && known.account ? { account: known.account } : {}),
    ...('access' in known && known.access ? { access: known.access } : {}),
  };
}

/** As `ssh-keygen -lf` prints it, to be compared by eye. */
function asOpenSsh(fingerprint: string): string {
  return fingerprint.replace(/^sha256:/, 'SHA256:');
}

/** Whether the platform may have counted it against a lockout. */
export function wasRefused({ outcome, credential, ...rest }: Verdict): boolean {
  if (outcome === 'connected' || credential !== 'NotAccepted' || !('reason' in rest)) return false;
  return reasons[rest.reason].lockout === 'refusal';
}
