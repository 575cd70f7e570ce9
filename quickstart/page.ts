import { builtPage } from '../src/console/build-page.ts';
import { startConsole, type RunningConsole } from '../src/console/server/start.ts';
import { egressPolicy } from '../src/connectors/index.ts';
import { createLogger, createRedactor, SharedKubeConfig, systemClock } from '../src/runtime/index.ts';

/** The Connections page over the cluster of the quickstart, whose platforms are on this machine. */
export async function startPage(kubeconfigPath: string): Promise<RunningConsole> {
  const page = await builtPage((line) => process.stderr.write(`${line}\n`));
  const config = new SharedKubeConfig();
  config.loadFromFile(kubeconfigPath);
  const log = createLogger({ level: 'error', redact: createRedactor(), stream: process.stderr });
  return startConsole({
    config,
    clock: systemClock,
    log,
    reach: { egress: egressPolicy({ allow: ['127.0.0.0/8', '::1'] }) },
    page,
  });
}
