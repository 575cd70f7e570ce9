import type { Plan } from '../../platform.ts';
import type { Address } from '../../transport/dial.ts';
import { hostProblem } from '../../transport/host-setting.ts';

export interface Settings extends Address {
  tls: 'none' | 'explicit' | 'implicit';
  /** Directory to look at; where none is given, the one the server puts the user into. */
  path: string | undefined;
}

const control = /[\u0000-\u001f\u007f]/;

/** The connection's settings, which its schema has checked. */
export function settingsOf({ config, requires }: Plan): Settings {
  const tls = (config['tls'] as Settings['tls'] | undefined) ?? 'none';
  return {
    host: config['host'] as string,
    port: (config['port'] as number | undefined) ?? (tls === 'implicit' ? 990 : 21),
    tls,
    path: requires.path ?? (config['path'] as string | undefined),
  };
}

/** What is wrong with the settings, and how to put it right. */
export function settingsProblem(plan: Plan): string | undefined {
  const { host, tls, path } = settingsOf(plan);
  if (tls === 'none' && plan.config['allowInsecure'] !== true) {
    return 'allowInsecure is not true: FTP sends the password where anyone on the way can read it. Use platform ftps, or set it to true';
  }
  // Of config.path the schema says so.
  if (path !== undefined && control.test(path))
    return 'spec.requires.path has a line break or another control character: write it without';
  const wrong = hostProblem(host);
  return wrong === undefined ? undefined : `host ${wrong}`;
}
