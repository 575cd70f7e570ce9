import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { operatorFile } from '../../../dev/operator-files.ts';
import type * as operators from '../../../src/run.ts';
import { createLogger, createRedactor, systemClock, type Clock } from '../../../src/runtime/index.ts';
import { readSettings } from '../../../src/settings.ts';
import type { Cluster } from './cluster.ts';

export interface OperatorOptions {
  clock?: Clock;
  flags?: string[];
  kubeconfig?: string;
}

let lines: string[] = [];

/** What the operator started last has logged lately, for the message of a wait that was in vain. */
export function recentLog(): string {
  return lines.slice(-20).join('');
}

/** The whole operator, in this process, on real ports; it can be started again, by a new one with nothing in memory. */
export class InProcessOperator {
  readonly #cluster: Cluster;
  readonly #options: OperatorOptions;
  #operator: operators.ConnectionOperator | undefined;
  #lines: string[] = [];

  constructor(cluster: Cluster, options: OperatorOptions = {}) {
    this.#cluster = cluster;
    this.#options = options;
  }

  /** @param options - in place of those that it was made with */
  async start({ clock = systemClock, flags = [], kubeconfig }: OperatorOptions = this.#options): Promise<void> {
    process.env['KUBECONFIG'] = kubeconfig ?? process.env['TEST_KUBECONFIG'];
    const own: string[] = [];
    lines = this.#lines = own;
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        own.push(chunk.toString('utf8'));
        done();
      },
    });
    const redactor = createRedactor();
    const log = createLogger({ level: 'debug', redact: redactor, stream });
    const ports = ['--listen', '127.0.0.1', '--health-port', '0', '--metrics-port', '0'];
    const args = ['--namespaces', this.#cluster.namespace, '--egress-allow', '127.0.0.0/8', ...ports, ...flags];
    const { ConnectionOperator } = (await import(pathToFileURL(operatorFile('run')).href)) as typeof operators;
    this.#operator = new ConnectionOperator({
      settings: readSettings(args, {}),
      log,
      redactor,
      instance: 'test',
      clock,
    });
    await this.#operator.start();
  }

  async stop(): Promise<void> {
    await this.#operator?.shutdown();
  }

  /** Everything that it logged since it was started last. */
  log(): string {
    return this.#lines.join('');
  }

  /** What it serves on /metrics. */
  async metrics(): Promise<string> {
    return (await fetch(`http://127.0.0.1:${this.#operator?.ports.metrics}/metrics`)).text();
  }
}
