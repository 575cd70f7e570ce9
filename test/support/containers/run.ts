import type { StartedTestContainer } from 'testcontainers';

/** Runs a command in a container. @returns what it prints; one that fails throws with that. */
export async function runIn(container: StartedTestContainer, command: readonly string[]): Promise<string> {
  const { output, exitCode } = await container.exec([...command]);
  if (exitCode !== 0) throw new Error(`${command.join(' ')}: ${output}`);
  return output;
}
