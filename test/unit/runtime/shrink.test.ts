import { execFile } from 'node:child_process';
import { constants } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from '@jest/globals';
import type { Collected } from '../../support/shrink-program.ts';

const { NODE_PERFORMANCE_GC_MAJOR: major, NODE_PERFORMANCE_GC_INCREMENTAL: incremental } = constants;

it('gives back what nobody uses any more, in steps, and says nothing of it', async () => {
  const program = fileURLToPath(new URL('../../support/shrink-program.ts', import.meta.url));

  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program]);

  const { kinds, freed } = JSON.parse(stdout) as Collected;
  expect(freed).toBeGreaterThan(10_000_000);
  expect(kinds).toContain(major);
  expect(kinds.filter((kind) => kind === major).length).toBeLessThanOrEqual(
    kinds.filter((kind) => kind === incremental).length,
  );
  expect(stderr).toBe('');
}, 180_000);
