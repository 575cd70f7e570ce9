import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { RunningConsole } from '../../../src/console/server/start.ts';
import { joinCluster, type Cluster } from '../cluster/cluster.ts';
import { consoleOver, type OverOptions } from './bare.ts';
import { hasChromium, startChromium } from './browser.ts';

export interface ConsoleSuite {
  cluster: Cluster;
  browser: Browser;
  console: RunningConsole;
  /** A page of its own browser profile, signed in. */
  open(path?: string, options?: Parameters<Browser['newContext']>[0]): Promise<Page>;
}

const limitMs = 180_000;
const isThere = await hasChromium();
if (!isThere) {
  if (process.env['CI'] === 'true') throw new Error('Chromium is not installed: apt-get install chromium');
  process.stderr.write('\n!!! SKIPPED: the tests of the console need /usr/bin/chromium (Debian package chromium)\n\n');
}

/** `describe` for what needs Chromium: skipped where there is none, but never in CI. */
export const describeInChromium = isThere ? describe : describe.skip;

/**
 * A namespace, the console over it, and a real browser.
 * @param over - what the console has instead, made before it starts
 * @param namespace - its name, where one sees it
 */
export function consoleSuite(
  over?: () => Promise<Pick<OverOptions, 'clock' | 'reach' | 'kubeconfig' | 'everywhere'>>,
  namespace?: string,
): ConsoleSuite {
  const suite = {} as ConsoleSuite;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    suite.cluster = await joinCluster(namespace);
    suite.console = await consoleOver(suite.cluster, { page: await pageFolder(), ...(await over?.()) });
    suite.browser = await startChromium();
  }, limitMs);
  afterAll(async () => {
    for (const context of contexts) await context.close();
    await suite.browser?.close();
    await suite.console?.stop();
  });
  suite.open = async (path = '/', options = {}) => {
    const context = await suite.browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    contexts.push(context);
    const page = await context.newPage();
    watchPage(page);
    await page.goto(suite.console.address());
    if (path !== '/') await page.goto(new URL(path, page.url()).href);
    return page;
  };
  return suite;
}

/** By a process of its own: the bundler cannot run within a test. */
export async function pageFolder(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/build-page.ts']);
  return stdout.trim();
}

/** Whatever the page's policy forbids, or breaks in it, is in the output of the test that it happened in. */
export function watchPage(page: Page): void {
  page.on('console', (message) => {
    if (message.type() === 'error') process.stderr.write(`page: ${message.text()}\n`);
  });
  page.on('pageerror', (error) => process.stderr.write(`page: ${error.message}\n`));
}
