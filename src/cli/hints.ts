import type { Tested } from './report.ts';
import { connectionOf } from './manifests.ts';

/** What the ladders do not say, a line each. @param isLocal - nothing was read from a cluster */
export function hintsFor(tested: readonly Tested[], isLocal: boolean): string[] {
  const hints = [nobodyListens(tested), isLocal ? secretElsewhere(tested) : undefined];
  return hints.filter((hint) => hint !== undefined);
}

/** Where else the Secret of a Connection in a file may come from. */
function secretElsewhere(tested: readonly Tested[]): string | undefined {
  const without = tested.filter(({ verdict }) => 'reason' in verdict && verdict.reason === 'SecretNotFound');
  if (without.length === 0) return undefined;
  const names = new Set(without.map(({ found }) => connectionOf(found).spec.secretRef?.name));
  return (
    `Not in these files: ${names.size === 1 ? 'Secret' : 'Secrets'} ${[...names].join(', ')}. Add what is missing, ` +
    'give the keys with --env KEY=VARIABLE, or read it from the cluster with --from-cluster.'
  );
}

/**
 * One line if every Connection that was sent anything was refused by this very machine: its servers are not running.
 * With one of them in use the ladders say enough.
 */
function nobodyListens(tested: readonly Tested[]): string | undefined {
  const sent = tested.filter(({ verdict }) => verdict.checks.some(({ name }) => name === 'Reached'));
  if (sent.length === 0 || !sent.every(isRefusedHere)) return undefined;
  const which =
    sent.length === 1 ? 'the address of this Connection' : `the addresses of these ${sent.length} Connections`;
  return (
    `Nothing listens on this machine at ${which}: start the servers first. ` +
    'Those of examples/quickstart are started by `npm run quickstart`, in another terminal.'
  );
}

function isRefusedHere({ found, verdict }: Tested): boolean {
  if (verdict.outcome !== 'inconclusive' || verdict.reason !== 'ConnectionRefused') return false;
  return Object.values(connectionOf(found).spec.config ?? {}).some(isThisMachine);
}

function isThisMachine(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const host = URL.canParse(value) ? new URL(value).hostname : value;
  return /^(?:localhost|127(?:\.\d+){3}|\[?::1\]?)$/.test(host);
}
