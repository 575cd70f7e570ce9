import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { withLock } from '../../../dev/control-plane/cache-lock.ts';

const NO_SUCH_PID = 2 ** 22 + 1; // above the kernel's limit
const STALE_MS = 120_000;

describe('withLock', () => {
  let folder: string;
  let lock: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lock-'));
    lock = join(folder, 'cache.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('lets one in at a time', async () => {
    const order: string[] = [];
    const enter = (name: string) => async (): Promise<void> => {
      order.push(`${name} in`);
      await new Promise((resolve) => setImmediate(resolve));
      order.push(`${name} out`);
    };

    await Promise.all(['a', 'b'].map((name) => withLock(lock, () => undefined, enter(name))));

    expect(order.map((entry) => entry.split(' ')[1])).toEqual(['in', 'out', 'in', 'out']);
    expect(existsSync(lock)).toBe(false);
  });

  it('frees the lock when the work fails', async () => {
    const failing = withLock(
      lock,
      () => undefined,
      () => Promise.reject(new Error('no disk')),
    );

    await expect(failing).rejects.toThrow('no disk');
    expect(existsSync(lock)).toBe(false);
  });

  it.each([
    ['its process is gone', `${hostname()} ${NO_SUCH_PID}`, false],
    ['another machine stopped beating', 'elsewhere 1', true],
  ])('takes over a lock when %s', async (_title, content, old) => {
    writeFileSync(lock, content);
    if (old) utimesSync(lock, new Date(), new Date(Date.now() - STALE_MS));

    await expect(
      withLock(
        lock,
        () => undefined,
        () => Promise.resolve('done'),
      ),
    ).resolves.toBe('done');
  });
});
