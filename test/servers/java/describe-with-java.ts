import { describe, it } from '@jest/globals';
import { describeWithContainers } from '../../support/containers/describe-with-containers.ts';
import { javaServerLacks, type JavaServer } from './built.ts';

/**
 * `describe` for a server that is written in Java. Where nobody has built it the suite is skipped with one line, in CI too:
 * neither Maven nor a JDK is asked of every machine.
 */
export async function describeWithJava(name: JavaServer, title: string, suite: () => void): Promise<void> {
  const lacks = javaServerLacks(name);
  if (lacks === undefined) return describeWithContainers(title, suite);
  process.stderr.write(`!!! NOT TESTED: ${title}: ${lacks}\n`);
  describe(title, () => it.skip(lacks, () => {}));
}
