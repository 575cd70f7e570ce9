import type { Page } from 'playwright-core';

/** Of the browser, where the function runs that uses it. */
declare const DataTransfer: new () => { items: { add(file: File): void } };

/** As a file manager drops it on the first field for a file. */
export async function drop(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName = '', content = '']) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], fileName));
      return transfer;
    },
    [name, text],
  );
  await page.locator('.drop').first().dispatchEvent('drop', { dataTransfer });
}
