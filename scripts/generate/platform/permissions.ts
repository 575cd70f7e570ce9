import type { PlatformProbe, PlatformRequestStep } from '../../../src/api/platform.gen.ts';
import type { Driver } from '../../../src/connectors/driver.ts';
import { driverOf } from '../../../src/connectors/drivers/index.ts';
import { definitions } from '../../../src/connectors/language/definitions.ts';
import type { PlatformSpec } from '../../../src/connectors/platform.ts';
import { bullets, code, oneOf, table } from '../markdown.ts';
import { condition } from './readable.ts';
import { ifOf, requestOf } from './requests.ts';

/** The section with which permissions a test finds out without writing, and how the probe finds them out. */
export function permissionsSection(spec: PlatformSpec): string {
  const { driver = 'http', test = [], access = [] } = spec;
  const rows = table(['Request', ...permissions.map(code)], grantRows(spec, [...test, ...access]));
  const found =
    driver === 'http'
      ? rows
        ? `\`status.access\` shows what the account is allowed to do. For each permission the first row that is true (\`Granted\`) or false (\`Denied\`) counts. If there is none, the permission is \`NotTestable\`.\n\n${rows}`
        : `The platform does not report permissions: \`status.access\` has \`NotTestable\`${spec.probe ? ' without the probe' : ''}.`
      : '`status.access` shows what the driver finds out without writing (see [Test steps](#test-steps)). Everything else is `NotTestable`.';
  return ['## Permissions', found, '### Probe', probeText(spec)].join('\n\n');
}

const permissions = ['read', 'write', 'update', 'delete'] as const;

/** Steps that judge alike share a row. */
function grantRows(spec: PlatformSpec, steps: readonly PlatformRequestStep[]): string[][] {
  const judging = steps.filter(({ facts }) => facts?.grants);
  const groups = Map.groupBy(judging, ({ facts }) => JSON.stringify(facts?.grants));
  return [...groups.values()].map((same) => {
    const grants = same[0]?.facts?.grants ?? {};
    const requests = same.map((step) => `${requestOf(spec, step.request)}${ifOf(spec, step.when)}`);
    return [requests.join('; '), ...permissions.map((name) => expressionOf(spec, grants[name]))];
  });
}

function expressionOf(spec: PlatformSpec, source: string | undefined): string {
  return source === undefined ? '' : code(definitions(spec).get(source)?.source ?? source);
}

function probes(driver: Driver | undefined): boolean {
  return driver?.probes === true;
}

function probeText(spec: PlatformSpec): string {
  const { driver = 'http', methods, probe } = spec;
  if (driver === 'http' ? probe : probes(driverOf(spec))) return probed(spec, probe);
  const others = methods.filter((method) => method.driver !== undefined && probes(driverOf(spec, method)));
  if (others.length === 0) return '`requires.proof: Probe` is refused with InvalidConfiguration.';
  return `\`requires.proof: Probe\` works only with method ${oneOf(others.map(({ name }) => code(name)))}.`;
}

function probed(spec: PlatformSpec, probe: PlatformProbe | undefined): string {
  const { when, ...steps } = probe ?? {};
  const others = spec.methods.filter((method) => method.driver !== undefined && !probes(driverOf(spec, method)));
  const list = bullets(
    order.flatMap((name) => {
      const step = (steps as Partial<PlatformProbe>)[name];
      return step ? [`**${words[name]}**: ${requestOf(spec, step.request)}${ifOf(spec, step.when)}`] : [];
    }),
  );
  return [
    'With `requires.proof: Probe` each test creates, reads, overwrites and deletes one small file, `.connection-test-UID`, in `spec.requires.path`.',
    ...(when === undefined ? [] : [`It is refused with InvalidConfiguration unless ${condition(spec, when)}.`]),
    ...(others.length === 0 ? [] : [`Not with method ${oneOf(others.map(({ name }) => code(name)))}.`]),
    ...(list ? [`\n\n${list}`] : []),
  ].join(' ');
}

const order = ['prepare', 'find', 'create', 'read', 'overwrite', 'remove', 'purge'] as const;
const words: Readonly<Record<(typeof order)[number], string>> = {
  prepare: 'Prepare',
  find: 'Find a file that an aborted test left',
  create: 'Create',
  read: 'Read',
  overwrite: 'Overwrite',
  remove: 'Delete',
  purge: 'Delete from the recycle bin',
};
