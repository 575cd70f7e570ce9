import { readFileSync } from 'node:fs';
import { InvalidArgumentError, type Command } from 'commander';
import { durationMs } from '../api/duration.ts';
import type { Io } from './io.ts';

/** Told how a command ended. */
export type End = (code: number) => void;

/** What all parts of the program share. */
export interface Shared {
  root: Command;
  io: Io;
  end: End;
}

/** The flags that kubectl has too. */
export function clusterFlags(command: Command): Command {
  return command
    .option('-n, --namespace <name>', 'namespace; default: that of the context')
    .option('--context <name>', 'context of the kubeconfig')
    .option('--kubeconfig <file>', 'kubeconfig; default: $KUBECONFIG, then ~/.kube/config');
}

/** Which manifests to read, and where what they do not hold comes from. */
export function manifestFlags(command: Command): Command {
  return command
    .option('-f, --filename <path>', 'file or folder with Connections and their Secrets, or - ; may be repeated', many)
    .option('-k, --kustomize <folder>', 'folder that kubectl kustomize builds')
    .option('--from-cluster', 'read what the files do not hold, such as Secrets, from the cluster')
    .option('--env <KEY=VARIABLE>', 'take a key of the Secret from a variable of the environment', many);
}

export const many = (value: string, before: string[] = []) => [...before, value];

/** That of the package, in a clone and wherever it was installed. */
export function version(): string {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** @returns milliseconds */
export function duration(text: string): number {
  try {
    return durationMs(text);
  } catch {
    throw new InvalidArgumentError('write it as 30s, 5m or 1h');
  }
}

export function portNumber(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new InvalidArgumentError('a port is a number up to 65535');
}
