import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

declare const axe: { run(options: object): Promise<AxeResults> };

/** For a page that axe is to look at: the policy of the page lets no script in, and a movement is no state. */
export const forAxe = { bypassCSP: true, reducedMotion: 'reduce' } as const;

/** What axe finds wrong with the page as it is, as text. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axePath });
  const rules = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
  const { violations } = await page.evaluate((options) => axe.run(options), rules);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}\n  ${html}\n  ${failureSummary}`),
  );
}
