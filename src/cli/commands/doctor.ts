import { visible } from '../../api/visible.ts';
import { HostResolver } from '../../connectors/index.ts';
import type { Diagnosis, Finding } from '../../doctor/diagnosis.ts';
import { hostCheck } from '../../doctor/hosts-check.ts';
import { configOf, type ClusterFlags } from '../cluster.ts';
import { BadInput, exit } from '../exit.ts';
import { asTyped } from '../own-name.ts';
import { jsonText, painter, yamlText, type Io } from '../io.ts';

export interface DoctorFlags extends ClusterFlags {
  /** `NAMESPACE/SERVICEACCOUNT` */
  operator?: string;
  output?: string;
}

const limitMs = 10_000;

/** `connection doctor [HOST…]`: what stands between a person, the cluster, the operator and a host. */
export async function doctor(hosts: readonly string[], flags: DoctorFlags, io: Io): Promise<number> {
  const operator = accountOf(flags.operator);
  const config = await configOf(flags);
  try {
    const [{ diagnose }, { systemClock }] = await Promise.all([
      import('../../doctor/diagnose.ts'),
      import('../../runtime/index.ts'),
    ]);
    const own = config.getContextObject(config.getCurrentContext())?.namespace;
    const namespace = flags.namespace ?? own ?? 'default';
    const { signal } = io;
    const resolve = new HostResolver().for('');
    const [{ checks }, ...ofHosts] = await Promise.all([
      diagnose({ config, clock: systemClock, namespace, operator, signal }),
      ...hosts.map((host) => hostCheck(host, { resolve, limitMs, signal })),
    ]);
    const diagnosis = { checks: [...checks, ...ofHosts.flat()] };
    io.stdout.write(shown(diagnosis, flags.output, io));
    return diagnosis.checks.some(({ result }) => result === 'fail') ? exit.failed : exit.connected;
  } finally {
    await config.close();
  }
}

function accountOf(text: string | undefined): { namespace: string; serviceAccount: string } | undefined {
  if (text === undefined) return undefined;
  const [, namespace, serviceAccount] = /^([\w.-]+)\/([\w.-]+)$/.exec(text) ?? [];
  if (namespace === undefined || serviceAccount === undefined)
    throw new BadInput(`--operator takes NAMESPACE/SERVICEACCOUNT, not ${text}`);
  return { namespace, serviceAccount };
}

const marks = { ok: ['✓', 'green'], warn: ['!', 'yellow'], fail: ['✗', 'red'] } as const;

function shown(diagnosis: Diagnosis, output: string | undefined, io: Io): string {
  if (output === 'json') return jsonText(diagnosis);
  if (output === 'yaml') return yamlText(diagnosis);
  const paint = painter(io);
  const lineOf = ({ result, text, hint }: Finding) => {
    const [sign, colour] = marks[result];
    return `${paint(colour, sign)} ${visible(text)}\n${hint === undefined ? '' : `    ${paint('dim', visible(asTyped(io, hint)))}\n`}`;
  };
  return diagnosis.checks.map(lineOf).join('');
}
