/**
 * Says in one loud line what is not tested on this machine, because nobody reads the names of skipped tests.
 *
 * @param lacks - what the machine has not; undefined where it has everything
 * @returns whether to skip the test: with `CI=true` it runs all the same, and fails
 * @example (skips('SMB', lacksSmbclient()) ? describe.skip : describe)('SMB', …)
 */
export function skips(what: string, lacks: string | undefined): boolean {
  if (lacks === undefined || process.env['CI'] === 'true') return false;
  sayNotTested(what, lacks);
  return true;
}

/** For what is skipped in CI too: no machine can be asked to have it. */
export function sayNotTested(what: string, lacks: string): void {
  process.stderr.write(`!!! NOT TESTED: ${what}: ${lacks}\n`);
}
