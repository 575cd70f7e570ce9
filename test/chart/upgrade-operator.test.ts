import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { OperatorProcess } from '../../dev/operator-process.ts';
import {
  scriptedPlatform,
  startScriptedPlatform,
  type ScriptedPlatform,
} from '../support/cluster/scripted-platform.ts';
import { Lifetime, newest } from './support/lifetime.ts';

/**
 * From the chart and the operator of then to those of now, with Connections whose password was refused. Its digests of a
 * credential were of every key of the Secret; those of now are of what is sent.
 */
const then = '1326c52';
const folder = mkdtempSync(join(tmpdir(), 'operator-of-then-'));
const hasThen = extract();
if (!hasThen) process.stderr.write(`!!! NOT TESTED: an upgrade of the operator: this clone has no commit ${then}\n`);

/** Its sources, with the packages of now. */
function extract(): boolean {
  try {
    const tar = execFileSync('git', ['archive', then], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
    mkdirSync(folder, { recursive: true });
    execFileSync('tar', ['-x', '-C', folder], { input: tar });
    symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
    return true;
  } catch {
    return false;
  }
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const apiVersion = 'connection-operator.dev/v1alpha1';
const inTeam = ['-n', 'team'];
const users = ['plain', 'noted', 'moved'];

(hasThen ? describe : describe.skip)('an operator that counted otherwise', () => {
  let life: Lifetime;
  let platform: ScriptedPlatform;
  let operator: OperatorProcess | undefined;

  beforeAll(async () => {
    [life, platform] = await Promise.all([Lifetime.begin(), startScriptedPlatform()]);
  }, 600_000);

  afterAll(async () => {
    await operator?.stop();
    await platform?.stop();
    await life?.end();
  });

  async function connect(user: string, password: string): Promise<void> {
    const metadata = { name: user, namespace: 'team' };
    const stringData = { username: user, password, ...(user === 'noted' ? { note: 'nobody reads it' } : {}) };
    await life.apply({ apiVersion: 'v1', kind: 'Secret', metadata, stringData });
    const spec = { platform: 'scripted', secretRef: { name: user }, config: { url: platform.url } };
    await life.apply({ apiVersion, kind: 'Connection', metadata, spec });
  }

  /** What makes it test again, and is no part of a sign-in. */
  function edit(user: string, displayName: string): Promise<string> {
    const patch = JSON.stringify({ spec: { displayName } });
    return life.kubectl('patch', 'connection', user, ...inTeam, '--type=merge', '-p', patch);
  }

  /** A Connection that comes after all others is connected: whatever there was to do at the start is done. */
  async function settled(last: string): Promise<void> {
    await connect(last, platform.password);
    await life.kubectl('wait', '--for=condition=Connected', '--timeout=120s', ...inTeam, `connection/${last}`);
  }

  const seen = () => users.map((user) => platform.seen(user));

  it('refused them, and wrote how often', async () => {
    await life.install(join(folder, 'charts/connection-operator'));
    await life.upgrade(join(folder, 'charts/connection-operator'), 'secrets.cluster=true');
    await life.kubectl('create', 'namespace', 'team');
    const metadata = { name: 'scripted' };
    await life.apply({ apiVersion, kind: 'Platform', metadata, spec: scriptedPlatform }, '--server-side');
    operator = await life.operate(join(folder, 'src/main.ts'));
    for (const user of users) await connect(user, 'no');
    for (const user of users)
      await life.kubectl('wait', '--for=condition=Failed', '--timeout=120s', ...inTeam, `connection/${user}`);
    await settled('of-then');
    await operator.stop();

    const attempts = await life.kubectl('get', 'connection', 'noted', ...inTeam, '-o', 'jsonpath={.status.attempts}');
    expect(attempts).toContain('"ending":"Refused"');
    expect(seen().every((count) => count >= 1)).toBe(true);
  }, 600_000);

  it('is followed by one that sends none of them again, and one whose Secret was touched at most once', async () => {
    const before = seen();
    const more = () => seen().map((count, index) => count - before[index]!);
    await life.upgrade(newest, 'secrets.cluster=true');
    // While none runs: what the earlier one has counted is known by the version of the Secret alone.
    await life.kubectl('label', 'secret', 'moved', ...inTeam, 'touched=yes');
    operator = await life.operate();
    for (const user of users) await edit(user, 'Edited');
    await settled('of-now');
    expect(more()).toEqual([0, 0, expect.any(Number)]);
    expect(more()[2]).toBeLessThanOrEqual(1);

    for (const user of users) await life.kubectl('label', 'secret', user, ...inTeam, 'again=yes');
    await settled('after-labels');
    await operator.stop();
    operator = await life.operate();
    for (const user of users) await edit(user, 'Edited again');
    await settled('after-restart');

    expect(more().filter((count) => count > 1)).toEqual([]);
    for (const user of users)
      await life.kubectl('wait', '--for=condition=Failed', '--timeout=60s', ...inTeam, `connection/${user}`);
    expect(await life.refused()).toEqual([]);
  }, 600_000);
});
