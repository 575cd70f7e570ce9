import { containerEngine } from './engine.ts';

/**
 * `describe` for suites that need a container engine. Where there is none they are skipped with one loud line, and
 * fail when `CI=true`: a CI that quietly tests less is worse than a red one. Use it with top-level `await`.
 */
export async function describeWithContainers(title: string, suite: (baseImage: string) => void): Promise<void> {
  const engine = await containerEngine();
  if (engine.available) {
    describe(title, () => suite(engine.baseImage));
    return;
  }
  if (process.env['CI'] !== 'true') console.warn(`\n!!! NOT TESTED: ${title}: ${engine.why}\n`);
  const run = process.env['CI'] === 'true' ? it : it.skip;
  describe(title, () => {
    run('has a container engine', () => {
      throw new Error(engine.why);
    });
  });
}
