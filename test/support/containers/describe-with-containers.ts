import { containerEngine } from './engine.ts';

/**
 * `describe` for suites that need a container engine. Where there is none they are skipped with one loud line, and
 * fail when `CI=true`: a CI that quietly tests less is worse than a red one. Use it with top-level `await`.
 *
 * @param lacks - says what else the suite needs and is not there
 */
export async function describeWithContainers(
  title: string,
  suite: (baseImage: string) => void,
  lacks: () => string | undefined = () => undefined,
): Promise<void> {
  const found = await containerEngine();
  const missing = lacks();
  const engine = found.available && missing !== undefined ? { available: false as const, why: missing } : found;
  if (engine.available) {
    describe(title, () => suite(engine.baseImage));
    return;
  }
  if (process.env['CI'] !== 'true') process.stderr.write(`!!! NOT TESTED: ${title}: ${engine.why}\n`);
  const run = process.env['CI'] === 'true' ? it : it.skip;
  describe(title, () => {
    run('has what it needs', () => {
      throw new Error(engine.why);
    });
  });
}
