/**
 * A module for the operator's process, by `--import`: every name that is looked up is this machine, every socket that is
 * opened goes to a hostile server, and another thread watches the event loop between two SIGUSR2.
 */
import { Socket as Datagrams } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { watchingStalls, type Watched } from '../stall-watch.ts';
import { startProfile } from './profile.ts';

export interface Surroundings {
  /** Port of the API server, which is let alone. */
  api: number;
  /** Of the hostile server that speaks HTTP, with TLS and without. */
  web: number;
  /** Of the one that speaks what is asked at the ports of other protocols. */
  raw: number;
  dns: number;
  limitMs: number;
  /** Where to write what was seen. */
  seen: string;
  /** Say what was done in longer turns, which makes them a little longer. */
  profile: boolean;
}

/** What is seen, as it is written. */
export type Seen = Omit<Watched, 'hard'> & { places: string[][] };

const { api, web, raw, dns, limitMs, seen, profile } = JSON.parse(process.env['SURROUNDINGS']!) as Surroundings;
const otherProtocols = new Set([21, 22, 111, 445, 990, 2049]);

interface Target {
  host?: string;
  port?: number | string;
}

const { connect } = Socket.prototype;
/** Everybody comes here: `net.connect` and `tls.connect` do with a list of options and a callback. */
Socket.prototype.connect = function (this: Socket, ...args: unknown[]): Socket {
  const first = Array.isArray(args[0]) ? (args[0] as unknown[])[0] : args[0];
  if (typeof first === 'object' && first !== null) divert(first);
  return (connect as (...given: unknown[]) => Socket).apply(this, args);
};

function divert(target: Target): void {
  const port = Number(target.port);
  if (!port || port === api) return;
  Object.assign(target, { host: '127.0.0.1', lookup: undefined, autoSelectFamily: false });
  target.port = otherProtocols.has(port) ? raw : web;
}

const { connect: connectDatagrams } = Datagrams.prototype;
Datagrams.prototype.connect = function (this: Datagrams) {
  return (connectDatagrams as (port: number, host: string) => void).call(this, dns, '127.0.0.1');
};

let end: (() => void) | undefined;
process.on('SIGUSR2', () => {
  if (end) end();
  else void watch();
});

async function watch(): Promise<void> {
  const ended = Promise.withResolvers<void>();
  end = ended.resolve;
  const endProfile = profile ? startProfile() : undefined;
  const { hard: _, result: __, ...watched } = await watchingStalls({ limitMs, boundMs: limitMs }, () => ended.promise);
  const placesIn = await endProfile?.();
  const places = placesIn ? watched.long.map(placesIn) : [];
  writeFileSync(seen, JSON.stringify({ ...watched, places } satisfies Seen));
}
