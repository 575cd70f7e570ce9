import type { Command } from 'commander';
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

export const many = (value: string, before: string[] = []) => [...before, value];
