import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startTrialCluster } from './trial-cluster.ts';

/** As the image starts it: what was compiled with other flags is not accepted. */
const nodeFlags = ['--max-semi-space-size=4'];
const limitMs = 60_000;

/**
 * Runs a built operator beside a cluster and a platform that are none, and keeps what V8 has compiled by then: of the functions
 * that a start and a test call.
 * @throws where it does not come so far
 */
export async function compile(outDir: string): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'compile-'));
  const cluster = await startTrialCluster();
  try {
    const kubeconfig = join(dir, 'kubeconfig');
    await writeFile(kubeconfig, JSON.stringify(cluster.kubeconfig));
    const ports = ['--listen', '127.0.0.1', '--health-port', '0', '--metrics-port', '0'];
    const flags = ['--egress-allow', '127.0.0.0/8', '--no-publish-platforms', ...ports];
    const keep = `--import=data:text/javascript,${encodeURIComponent(keepAtExit(outDir))}`;
    const operator = spawn(process.execPath, [...nodeFlags, keep, join(outDir, 'main.js'), ...flags], {
      env: { KUBECONFIG: kubeconfig, NODE_EXTRA_CA_CERTS: '' },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const ended = once(operator, 'exit');
    const timer = setTimeout(() => operator.kill('SIGKILL'), limitMs);
    await Promise.race([cluster.done, ended]);
    operator.kill('SIGTERM');
    await ended;
    clearTimeout(timer);
    await stat(join(outDir, `run.cjs.${process.arch}.cache`));
  } finally {
    cluster.stop();
    await rm(dir, { recursive: true });
  }
}

function keepAtExit(outDir: string): string {
  const loader = pathToFileURL(join(outDir, 'compiled.js')).href;
  return `
    import { writeFileSync } from 'node:fs';
    import { cacheOf, scripts } from ${JSON.stringify(loader)};
    process.on('exit', () => {
      for (const [path, script] of scripts) writeFileSync(cacheOf(path), script.createCachedData());
    });`;
}
