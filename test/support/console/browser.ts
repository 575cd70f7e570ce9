import { access } from 'node:fs/promises';
import { chromium, type Browser } from 'playwright-core';

const executable = '/usr/bin/chromium';

export async function hasChromium(): Promise<boolean> {
  return access(executable).then(
    () => true,
    () => false,
  );
}

/** Debian's Chromium, without a screen, which speaks to nobody but whom the page speaks to. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-dev-shm-usage'],
  });
}
