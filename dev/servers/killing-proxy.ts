import { connect, createServer } from 'node:net';
import { onLoopback } from '../loopback.ts';

/** What a message of the client asks for, as the test counts its steps; undefined where it is no step. */
export type StepOf = (message: Buffer) => string | undefined;

export type Moment = 'before' | 'after';

export interface KillingProxy {
  port: number;
  /** Steps since it was armed, in order. */
  steps(): readonly string[];
  /**
   * Kills at the nth step: `before` the server hears of it, or `after` the server has answered but before the client
   * hears that. @returns when it has killed.
   */
  arm(nth: number, moment: Moment, kill: () => void): Promise<void>;
  stop(): Promise<void>;
}

/** Stands between the operator and a server, whose messages it can read as far as its steps go. */
export async function startKillingProxy(target: { host: string; port: number }, stepOf: StepOf): Promise<KillingProxy> {
  let steps: string[] = [];
  let armed: { nth: number; moment: Moment; kill: () => void } | undefined;

  const server = createServer((client) => {
    const onward = connect(target);
    let answerKills: (() => void) | undefined;
    for (const socket of [client, onward])
      socket.on('error', () => {}).on('close', () => (client.destroy(), onward.destroy()));
    client.on('data', (message) => {
      const step = stepOf(message);
      if (step !== undefined) steps.push(step);
      if (step !== undefined && armed?.nth === steps.length) {
        const { kill, moment } = armed;
        if (moment === 'before') return kill();
        answerKills = kill;
      }
      onward.write(message);
    });
    onward.on('data', (message) => {
      if (answerKills) return answerKills();
      client.write(message);
    });
  });
  return {
    ...(await onLoopback(server)),
    steps: () => steps,
    arm: (nth, moment, kill) => {
      steps = [];
      return new Promise((resolve) => {
        armed = {
          nth,
          moment,
          kill: () => {
            armed = undefined;
            kill();
            resolve();
          },
        };
      });
    },
  };
}

/** Requests of HTTP/1.1 that touch the probe's file. */
export const httpStep: StepOf = (message) => {
  const [, method, path = ''] = /^([A-Z]+) (\S+) HTTP\/1\.1\r\n/.exec(message.toString('latin1')) ?? [];
  return path.includes('.connection-test-') ? method : undefined;
};
