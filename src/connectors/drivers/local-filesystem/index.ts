import type { DriverContext } from '../../context.ts';
import type { Opened, Driver } from '../../driver.ts';
import { failure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { confine } from './confine.ts';
import { Directory } from './directory.ts';
import { directoryOf, pathProblem } from './settings.ts';

/** Looks at a directory of the operator's own machine. There is no credential, so nobody is authenticated. */
export const localFilesystem: Driver = { inspect, open, probes: true, anonymous: true };

/** By these the system answers the operator's user; with anything else the directory was not reached. */
const answers = new Set<Failure['reason']>(['PermissionDenied', 'TargetNotFound']);

function inspect(plan: Plan): Failure | undefined {
  const about = pathProblem(plan);
  return about === undefined ? undefined : failure('InvalidConfiguration', { about });
}

async function open(plan: Plan, context: DriverContext): Promise<Opened | Failure> {
  const path = await confine(directoryOf(plan), context);
  const unreached = typeof path !== 'string' && !answers.has(path.reason) ? path : undefined;
  return unreached ?? new Directory(path, plan);
}
