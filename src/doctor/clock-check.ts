import { ok, warn, type Finding } from './diagnosis.ts';

/** Tokens that are signed here are refused elsewhere for less; a Date header is precise to a second. */
const mostMs = 30_000;

/** @param skewMs - how far the API server is ahead of this machine, by the header Date; undefined if it sent none */
export function clockCheck(skewMs: number | undefined): Finding {
  const name = 'clock';
  if (skewMs === undefined) return warn(name, 'The API server sends no Date, so the clocks were not compared.');
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  if (Math.abs(skewMs) <= mostMs) return ok(name, `The clocks of this machine and of the API server agree.`);
  const where = skewMs > 0 ? 'behind' : 'ahead of';
  return warn(
    name,
    `The clock of this machine is ${seconds} s ${where} that of the API server.`,
    'Set the clock (NTP): signed tokens and requests are refused by platforms if it is wrong.',
  );
}
