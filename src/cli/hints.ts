import type { Tested } from './report.ts';
import { connectionOf } from './manifests.ts';

/** What the ladders do not say, a line each. @param isLocal - nothing was read from a cluster */
export function hintsFor(tested: readonly Tested[], isLocal: boolean): string[] {
  const hints = [nobodyListens(tested), isLocal ? elsewhere(tested) : undefined];
  return hints.filter((hint) => hint !== undefined);
}

/** Where else what a Connection in a file names may come from. */
function elsewhere(tested: readonly Tested[]): string | undefined {
  const missing = [...new Set(tested.flatMap(missingFor))];
  if (missing.length === 0) return undefined;
  const isSecret = missing.some((one) => one.startsWith('Secret '));
  const env = isSecret ? 'give the keys of a Secret with --env KEY=VARIABLE, ' : '';
  return `Not in these files: ${missing.join(', ')}. Add what is missing, ${env}or read it from the cluster with --from-cluster.`;
}

function missingFor({ found, verdict }: Tested): string[] {
  if (verdict.outcome !== 'failed') return [];
  const { platform, secretRef } = connectionOf(found).spec;
  if (verdict.reason === 'SecretNotFound') return [`Secret ${secretRef?.name}`];
  // With a platform of nearly this name it is a slip of the pen.
  return verdict.reason === 'PlatformNotFound' && verdict.about === platform ? [`Platform ${platform}`] : [];
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
