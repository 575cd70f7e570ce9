import { isJsonObject } from '../../api/json-object.ts';
import type { PlatformSpec } from '../../api/platform.gen.ts';
import { Problems, type PlatformProblem } from './problem.ts';
import { sizes } from './sizes.ts';
import { didYouMean } from './suggest.ts';
import { checkDefinedNames } from './validate-define.ts';
import { checkEvidence } from './validate-evidence.ts';
import { checkHosts } from './validate-hosts.ts';
import { checkIdentity } from './validate-identity.ts';
import { checkInteractive } from './validate-interactive.ts';
import { checkMethods } from './validate-methods.ts';
import { checkRequired } from './validate-required.ts';
import { checkRows } from './validate-rows.ts';
import { checkSchemas } from './validate-schemas.ts';
import { checkShape } from './validate-shape.ts';
import { checkTables } from './validate-tables.ts';
import { checkSteps } from './validate-steps.ts';
import { checkStrings } from './validate-strings.ts';

export type { PlatformProblem } from './problem.ts';

const listed = 20;

/**
 * Everything in a Platform that could go wrong later, found before it is used.
 * @param drivers names of the drivers that there are
 * @returns at most 20 problems, each with the path of the field
 */
export function validatePlatform(spec: PlatformSpec, drivers: ReadonlySet<string>): PlatformProblem[] {
  const problems = new Problems();
  try {
    check(spec, drivers, problems);
  } catch (error) {
    // Whoever nests values a thousand levels deep has the stack end.
    if (!(error instanceof RangeError)) throw error;
    problems.add('SpecInvalid', 'spec', 'it is nested too deeply');
  }
  return problems.all.slice(0, listed);
}

function check(spec: PlatformSpec, drivers: ReadonlySet<string>, problems: Problems): void {
  const size = sizeOf(spec);
  if (size === undefined) return problems.add('SpecInvalid', 'spec', 'it holds itself');
  if (size > sizes.platform) return problems.add('SpecInvalid', 'spec', `${size} bytes, at most ${sizes.platform}`);
  checkShape(spec, problems);
  if (isJsonObject(spec) && Array.isArray(spec.methods)) checkDrivers(spec, drivers, problems);
  // The other checks take the shape for granted.
  if (problems.all.length === 0 && !spec.retired) checkAll(spec, problems);
}

/** Bytes as JSON; undefined for what an alias of YAML has put into itself. */
function sizeOf(spec: unknown): number | undefined {
  try {
    return Buffer.byteLength(JSON.stringify(spec) ?? '');
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function checkAll(spec: PlatformSpec, problems: Problems): void {
  // The others go through the rows of tables where these are named, which must come to an end.
  if (!checkTables(spec, problems)) return;
  checkPresence(spec, problems);
  checkDefinedNames(spec, problems);
  checkStrings(spec, problems);
  checkRequired(spec, problems);
  checkMethods(spec, problems);
  checkInteractive(spec, problems);
  checkSteps(spec, problems);
  checkRows(spec, problems);
  checkIdentity(spec, problems);
  checkHosts(spec, problems);
  checkSchemas(spec, problems);
  // A name that is wrong elsewhere makes what reads it look like something else.
  if (problems.all.length === 0) checkEvidence(spec, problems);
}

function checkPresence(spec: PlatformSpec, problems: Problems): void {
  const tables = Object.keys(spec.tables ?? {}).length;
  if (tables > sizes.tables) problems.add('SpecInvalid', 'spec.tables', `${tables} tables, at most ${sizes.tables}`);
  if (spec.methods.length === 0) problems.add('SpecInvalid', 'spec.methods', 'at least one method is needed');
  if ((spec.driver ?? 'http') !== 'http') return;
  if (!spec.hosts?.length) problems.add('HostsOpen', 'spec.hosts', 'name the hosts that requests may be sent to');
  if (!spec.test?.length)
    problems.add('SpecInvalid', 'spec.test', 'a request is needed whose response identifies the account');
}

function checkDrivers(spec: PlatformSpec, drivers: ReadonlySet<string>, problems: Problems): void {
  const named: [string | undefined, string][] = [
    [spec.driver, 'spec.driver'],
    ...spec.methods.map((method, index): [string | undefined, string] => [
      method?.driver,
      `spec.methods[${index}].driver`,
    ]),
  ];
  for (const [driver, path] of named) {
    if (typeof driver !== 'string' || drivers.has(driver)) continue;
    problems.add('DriverUnknown', path, `no driver \`${driver}\``, { hint: didYouMean(driver, drivers) });
  }
}
