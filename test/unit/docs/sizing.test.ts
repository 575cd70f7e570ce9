import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { parse } from 'yaml';

it("has the chart's limit of memory above the peak that was measured with 10,000 Connections", async () => {
  const measured = await readFile('docs/performance.md', 'utf8');
  const [, ofTenThousand = ''] = /^10,000 Connections[^]*?^\| Memory, peak +\|[^|]*\| (\d+) MiB/m.exec(measured) ?? [];
  const { resources } = parse(await readFile('charts/connection-operator/values.yaml', 'utf8')) as {
    resources: { limits: { cpu?: string; memory: string } };
  };
  const [, limit = ''] = /^(\d+)Mi$/.exec(resources.limits.memory) ?? [];

  expect(Number(ofTenThousand)).toBeGreaterThan(100);
  expect(Number(limit)).toBeGreaterThan(Number(ofTenThousand));
  expect(resources.limits.cpu).toBeUndefined();
  expect(await readFile('docs/operations.md', 'utf8')).toContain(`${limit} MiB) is above the peak of 10,000`);
});
