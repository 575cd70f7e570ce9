import { messageOf, verifiedMessage } from '../api/reasons.ts';
import { sentenceOf } from '../api/problems.ts';
import { tenantText } from '../api/tenant.ts';
import { visible } from '../api/visible.ts';
import type { Verdict } from '../connectors/index.ts';
import { asTyped } from './own-name.ts';
import { painter, type Io } from './io.ts';
import { connectionOf, pathOf, type Found } from './manifests.ts';

/** One tested Connection. */
export interface Tested {
  found: Found;
  /** The Secret of the same files, if it stands there. */
  secret?: Found | undefined;
  /** The Platform of the same files, if it stands there. */
  platform?: Found | undefined;
  verdict: Verdict;
  durationMs: number;
}

/** For programs: `-o json` and `-o yaml`. */
export interface Report {
  name: string;
  namespace?: string | undefined;
  platform: string;
  state: 'Connected' | 'Failed' | 'Inconclusive';
  reason: string;
  message: string;
  account?: object | undefined;
  access?: object | undefined;
  credentialExpiryTime?: string | undefined;
  checks: readonly object[];
  problems?: { at: string; what: string; fix?: string; file?: string; line?: number }[] | undefined;
  durationMs: number;
}

const states = { connected: 'Connected', failed: 'Failed', inconclusive: 'Inconclusive' } as const;

export function reportOf(tested: Tested): Report {
  const { found, verdict, durationMs } = tested;
  const { metadata, spec } = connectionOf(found);
  const expiresAt = 'expiresAt' in verdict ? verdict.expiresAt : undefined;
  const places = problemsOf(tested);
  return {
    name: metadata.name,
    namespace: metadata.namespace,
    platform: spec.platform,
    state: states[verdict.outcome],
    reason: verdict.outcome === 'connected' ? 'Verified' : verdict.reason,
    message: messageFor(verdict),
    account: 'account' in verdict ? verdict.account : undefined,
    access: 'access' in verdict ? verdict.access : undefined,
    credentialExpiryTime: expiresAt?.toISOString(),
    checks: verdict.checks,
    problems: places.length > 0 ? places : undefined,
    durationMs,
  };
}

function messageFor(verdict: Verdict): string {
  if (verdict.outcome !== 'connected') return messageOf(verdict.reason, verdict);
  return verifiedMessage(verdict.checks.find(({ name }) => name === 'Authenticated')?.result === 'Passed');
}

function problemsOf({ found, secret, platform, verdict }: Tested): NonNullable<Report['problems']> {
  if (verdict.outcome !== 'failed') return [];
  // Its paths are those of the Platform.
  const subject = verdict.reason === 'PlatformNotFound' ? (platform ?? found) : found;
  return (verdict.problems ?? []).map(({ at, what, fix }) => {
    const isKey = at.startsWith('secret.');
    const path = isKey ? ['stringData', at.slice('secret.'.length)] : pathOf(at);
    const place = isKey && secret ? secret : subject;
    // What was entered, or is the cluster's, stands in no file.
    const where = place.file === '' ? {} : { file: place.file, line: place.lineOf(path) };
    return { at, what, ...(fix === undefined ? {} : { fix }), ...where };
  });
}

const marks = { Passed: ['✓', 'green'], Failed: ['✗', 'red'], NotTestable: ['–', 'dim'] } as const;
const stages = ['Resolved', 'Reached', 'Authenticated', 'Authorized'] as const;

/** The ladder of one test, for people. */
export function ladderText(tested: Tested, io: Io, wide: boolean): string {
  const paint = painter(io);
  const { found, verdict, durationMs } = tested;
  const { metadata, spec } = connectionOf(found);
  const report = reportOf(tested);
  const colour = { connected: 'green', failed: 'red', inconclusive: 'yellow' } as const;
  const mark = { connected: '✓', failed: '✗', inconclusive: '?' }[verdict.outcome];
  const lines = [
    `${paint(colour[verdict.outcome], mark)} ${paint('bold', visible(metadata.name))} (${visible(spec.platform)})  ${paint(colour[verdict.outcome], report.state)}${verdict.outcome === 'connected' ? '' : `  ${report.reason}`}`,
    ...stages.flatMap((name) => {
      const check = verdict.checks.find((one) => one.name === name);
      if (!check) return [];
      const [sign, style] = marks[check.result];
      return [`    ${paint(style, sign)} ${name}`];
    }),
  ];
  const account = accountText(report);
  if (account) lines.push(`    account: ${visible(account)}`);
  if (wide && Object.keys(report.access ?? {}).length > 0)
    lines.push(`    access:  ${accessText(report.access ?? {})}`);
  if (wide) lines.push(`    took:    ${durationMs} ms`);
  if (verdict.outcome !== 'connected') lines.push(`    ${visible(asTyped(io, report.message))}`);
  for (const problem of report.problems ?? []) {
    const said = visible(sentenceOf({ ...problem, kind: 'invalid' }, spec.secretRef?.name));
    const place = problem.file === undefined ? '' : `${paint('cyan', visible(`${problem.file}:${problem.line}`))} `;
    lines.push(`      ${place}${said}`);
  }
  return `${lines.join('\n')}\n`;
}

function accountText({ account }: Report): string {
  const { name, email, id, tenant } = (account ?? {}) as Record<string, string | undefined>;
  const who = [name, email === name ? undefined : email].filter(Boolean).join(', ') || id;
  return [who, tenant && tenantText(tenant)].filter(Boolean).join(' ');
}

function accessText(access: object): string {
  return Object.entries(access)
    .map(([right, answer]) => `${right} ${String(answer)}`)
    .join(', ');
}

const escaped: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const xml = (text: string) =>
  // Characters that XML 1.0 has no place for
  text.replaceAll(/[^\t\n\r -\uD7FF\uE000-\uFFFD]/g, '').replaceAll(/[&<>"]/g, (found) => escaped[found] ?? '');

/** JUnit XML, as pipelines read it: one test case a Connection; what is inconclusive is an error. */
export function junitOf(reports: readonly Report[]): string {
  const count = (state: Report['state']) => reports.filter((report) => report.state === state).length;
  const seconds = (ms: number) => (ms / 1000).toFixed(3);
  const total = seconds(reports.reduce((sum, { durationMs }) => sum + durationMs, 0));
  const cases = reports.map((report) => {
    const head = `    <testcase classname="${xml(report.platform)}" name="${xml(report.name)}" time="${seconds(report.durationMs)}"`;
    if (report.state === 'Connected') return `${head}/>`;
    const tag = report.state === 'Failed' ? 'failure' : 'error';
    return `${head}>\n      <${tag} type="${xml(report.reason)}" message="${xml(report.message)}"/>\n    </testcase>`;
  });
  const counts = `tests="${reports.length}" failures="${count('Failed')}" errors="${count('Inconclusive')}" time="${total}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="connections" ${counts}>`,
    `  <testsuite name="connections" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}
