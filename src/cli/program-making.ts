import { Option } from 'commander';
import { exportTo, type ExportFlags } from './commands/export.ts';
import { clusterFlags, many, type Shared } from './program-shared.ts';

/** `export`: what makes files for other programs. */
export function addMaking({ root, io, end }: Shared): void {
  const command = root
    .command('export')
    .description('print the configuration that another program needs to use the accounts of Connections')
    .argument('[name...]', 'Connections; of the cluster, or of the files')
    .addOption(new Option('--to <program>', 'the program').choices(['rclone']).makeOptionMandatory())
    .option('--secret <name>', 'print a Secret of this name, with the configuration in it')
    .option('-f, --filename <path>', 'file or folder with Connections and their Secrets, or - ; may be repeated', many)
    .option('-k, --kustomize <folder>', 'folder that kubectl kustomize builds')
    .option('--from-cluster', 'read what the files do not hold, such as Secrets, from the cluster')
    .option('--env <KEY=VARIABLE>', 'take a key of the Secret from a variable of the environment', many)
    .addHelpText('after', '\nExample:\n  connection export source target --to rclone > rclone.conf');
  clusterFlags(command).action(async (names: string[], flags: ExportFlags) => end(await exportTo(names, flags, io)));
}
