import { Option } from 'commander';
import type { ClusterFlags } from './cluster.ts';
import type { DoctorFlags } from './commands/doctor.ts';
import type { ObjectFlags } from './commands/objects.ts';
import { clusterFlags, duration, portNumber, type Shared } from './program-shared.ts';

/** What asks a cluster, and the operator in it. */
export function addCluster(shared: Shared): void {
  addStatus(shared);
  addChanges(shared);
  addConsole(shared);
  addDoctor(shared);
}

function addStatus({ root, io, end }: Shared): void {
  const list = root
    .command('status')
    .description('what the operator has found out')
    .argument('[name]')
    .option('-A, --all-namespaces', 'of all namespaces')
    .addOption(new Option('-o, --output <format>', 'format').choices(['wide', 'json', 'yaml', 'name']));
  clusterFlags(list).action(async (name: string | undefined, flags: ObjectFlags) => {
    const { status } = await import('./commands/objects.ts');
    end(await status(name, flags, io));
  });
}

function addChanges({ root, io, end }: Shared): void {
  const waiting = root
    .command('wait')
    .description('wait for the verdict of the operator')
    .argument('<name...>')
    .addOption(new Option('--for <what>', 'what to wait for').choices(['connected', 'verdict']).default('connected'))
    .addOption(new Option('--timeout <duration>', 'how long').argParser(duration).default(120_000, '2m'));
  clusterFlags(waiting).action(async (names: string[], flags: ClusterFlags & { for: string; timeout: number }) => {
    const { wait } = await import('./commands/wait.ts');
    end(await wait(names, flags, io));
  });
  const changes = [
    ['test-now', 'have the operator test at once'],
    ['suspend', 'have the operator stop testing; the verdict stays'],
    ['resume', 'have the operator test again'],
  ] as const;
  for (const [name, description] of changes) {
    const command = root.command(name).description(description).argument('<name...>');
    clusterFlags(command).action(async (names: string[], flags: ClusterFlags) => {
      const { change } = await import('./commands/objects.ts');
      end(await change(name, names, flags, io));
    });
  }
}

function addConsole({ root, io, end }: Shared): void {
  const command = root
    .command('console')
    .description(
      'serve the Connections page on this machine, with your rights; the default is all namespaces that you may list',
    )
    .option('--port <port>', 'port of this machine; default: any that is free', portNumber, 0);
  clusterFlags(command).action(async (flags: ClusterFlags & { port: number }) => {
    const { openConsole } = await import('./commands/console.ts');
    end(await openConsole(flags, io));
  });
}

function addDoctor({ root, io, end }: Shared): void {
  const command = root
    .command('doctor')
    .description('check rights, versions, the operator, clocks, and whether hosts are reached; changes nothing')
    .argument('[host...]', 'hosts to look up and reach from this machine; HOST:PORT, port 443 by default')
    .option(
      '--operator <account>',
      'ServiceAccount of the operator, NAMESPACE/NAME; default: that of the Deployment that the chart installs',
    )
    .addOption(new Option('-o, --output <format>', 'format').choices(['json', 'yaml']));
  clusterFlags(command).action(async (hosts: string[], flags: DoctorFlags) => {
    const { doctor } = await import('./commands/doctor.ts');
    end(await doctor(hosts, flags, io));
  });
}
