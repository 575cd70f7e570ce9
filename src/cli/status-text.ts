import type { Connection } from '../api/resources.ts';
import { visible } from '../api/visible.ts';
import { spanOf } from '../console/span.ts';
import { jsonText, table, yamlText } from './io.ts';

export interface StatusLooks {
  output?: string | undefined;
  allNamespaces?: boolean | undefined;
  /** Of all Connections of the namespace, not of the one that was named. */
  isList: boolean;
  namespace: string;
  /** What the person types to run this command. */
  name: string;
}

/** What the operator has found out, as `-o` says. */
export function statusText(items: readonly Connection[], looks: StatusLooks): string {
  switch (looks.output) {
    case 'json':
      return jsonText(items.map(told));
    case 'yaml':
      return yamlText(items.map(told));
    case 'name':
      return items.map(({ metadata }) => `connection/${metadata.name}\n`).join('');
    default:
      return looks.isList || looks.output === 'wide' ? listOf(items, looks) : detailOf(items[0]!);
  }
}

function told({ metadata, spec, status }: Connection) {
  return { name: metadata.name, namespace: metadata.namespace, platform: spec.platform, status };
}

/** The condition that the others follow from. */
export function connectedOf({ status }: Connection) {
  return status?.conditions?.find(({ type }) => type === 'Connected');
}

function listOf(items: readonly Connection[], { allNamespaces, namespace, name, output }: StatusLooks): string {
  const where = allNamespaces ? 'any namespace that you may list' : `namespace ${namespace}`;
  if (items.length === 0) return `There are no Connections in ${where}. \`${name} new\` makes one.\n`;
  // With when the next test is due, when the credential ends, and the message.
  const isWide = output === 'wide';
  const head = [...(allNamespaces ? ['NAMESPACE'] : []), 'NAME', 'PLATFORM', 'STATUS', 'REASON', 'ACCOUNT', 'TESTED'];
  const more = isWide ? ['NEXT', 'EXPIRES', 'MESSAGE'] : [];
  const rows = items.map((item) => [
    ...(allNamespaces ? [item.metadata.namespace ?? ''] : []),
    ...cellsOf(item),
    ...(isWide ? moreOf(item) : []),
  ]);
  return table([[...head, ...more], ...rows]);
}

function cellsOf(item: Connection): string[] {
  const { state = 'Pending', account, lastTest } = item.status ?? {};
  const { metadata, spec } = item;
  return [
    metadata.name,
    spec.platform,
    state,
    connectedOf(item)?.reason ?? '',
    account?.name ?? '',
    lastTest?.time === undefined ? '' : agoOf(lastTest.time),
  ];
}

function moreOf(item: Connection): string[] {
  const { credentialExpiryTime = '' } = item.status ?? {};
  return [nextOf(item) ?? '', credentialExpiryTime, connectedOf(item)?.message ?? ''];
}

/** A suspended one is not tested, whatever was planned before. */
function nextOf({ spec, status }: Connection): string | undefined {
  return spec.suspend ? undefined : status?.nextTestTime;
}

function agoOf(time: string): string {
  return `${spanOf(Date.now() - Date.parse(time))} ago`;
}

/** While nothing changes, times are written now and then only: one that is over says nothing. */
function plannedAt(time: string | undefined): string | undefined {
  return time !== undefined && Date.parse(time) < Date.now() ? 'soon' : time;
}

const signs = { Passed: '✓', Failed: '✗', NotTestable: '–' } as const;

function detailOf(item: Connection): string {
  const { metadata, spec, status: found = {} } = item;
  const condition = connectedOf(item);
  const time = found.lastTest?.time;
  const facts: [string, string | undefined][] = [
    ['account: ', found.account?.name],
    ['', condition?.message],
    ['tested:  ', time === undefined ? undefined : `${time} (${agoOf(time)})`],
    ['next:    ', spec.suspend ? 'not before it is resumed' : plannedAt(found.nextTestTime)],
    ['expires: ', found.credentialExpiryTime],
  ];
  const lines = [
    `${metadata.name} (${spec.platform})  ${found.state ?? 'Pending'}  ${condition?.reason ?? ''}`.trimEnd(),
    ...(found.checks ?? []).map(({ name, result }) => `    ${signs[result]} ${name}`),
    ...facts.flatMap(([label, value]) => (value === undefined ? [] : [`    ${label}${value}`])),
  ];
  return `${lines.map(visible).join('\n')}\n`;
}
