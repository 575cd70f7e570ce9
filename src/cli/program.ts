import { Argument, Command, Option } from 'commander';
import type { ClusterFlags } from './cluster.ts';
import type { DoctorFlags } from './commands/doctor.ts';
import type { ExplainFlags } from './commands/explain.ts';
import type { LoginFlags } from './commands/login.ts';
import type { ObjectFlags } from './commands/objects.ts';
import type { TestFlags } from './commands/test.ts';
import type { Io } from './io.ts';
import { addMaking } from './program-making.ts';
import {
  clusterFlags,
  duration,
  manifestFlags,
  many,
  portNumber,
  version,
  type End,
  type Shared,
} from './program-shared.ts';

const exitCodes = `
Exit codes:
  0  all connected, or done
  1  at least one failed
  2  wrong input: nothing was tried
  3  it could not be told (network, rate limit, an outage)`;

/** The whole command line; the modules of a command are loaded when it runs. @param end is called once, with the exit code */
export function program(io: Io, end: End): Command {
  const root = new Command('connection')
    .description('Does this account still work on that platform? Tests credentials, from files or from a cluster.')
    .version(version(), '-V, --version', 'print the version')
    .addHelpText('after', exitCodes)
    .configureOutput({ writeOut: (text) => void io.stdout.write(text), writeErr: (text) => void io.stderr.write(text) })
    .showHelpAfterError('(`connection --help` shows what there is)')
    .exitOverride();
  const shared: Shared = { root, io, end };
  addTest(shared);
  addLists(shared);
  addCompletion(shared);
  addLogin(shared);
  addChanges(shared);
  addConsole(shared);
  addDoctor(shared);
  addMaking(shared);
  return root;
}

function addTest({ root, io, end }: Shared): void {
  const command = root
    .command('test')
    .description('test Connections from this machine: those of files, which need no cluster, or those of the cluster')
    .argument('[name...]', 'Connections of the cluster');
  manifestFlags(command)
    .option('-v, --verbose', 'show each request and how its response was judged, without secrets')
    .addOption(new Option('-o, --output <format>', 'format').choices(['wide', 'json', 'yaml', 'junit', 'name']))
    .addOption(new Option('--fail-on <outcome...>', 'end with 1 for these too').choices(['inconclusive']));
  clusterFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  connection test -f connection.yaml
  connection test -f connection.yaml --env password=SFTP_PASSWORD -o junit
  connection test finance-box -n migration
${exitCodes}`,
    )
    .action(async (names: string[], flags: TestFlags) => {
      const { test } = await import('./commands/test.ts');
      end(await test(names, flags, io));
    });
}

function addLists({ root, io, end }: Shared): void {
  root
    .command('platforms')
    .description('list the platforms that can be selected')
    .argument('[search]', 'part of a name, a title or a category')
    .addOption(new Option('-o, --output <format>', 'format').choices(['wide', 'json', 'yaml', 'name']))
    .action(async (search: string | undefined, flags: { output?: string }) => {
      const { platforms } = await import('./commands/platforms.ts');
      end(platforms(search, flags, io));
    });
  root
    .command('explain')
    .description('what a platform needs, what a reason means, or how a Platform of your own judges a response')
    .argument('[platform-or-reason]')
    .argument('[method]')
    .option('-f, --filename <file>', 'a Platform of your own')
    .option('--response <file>', 'a response to it, as `curl -i` prints it')
    .option('--step <step>', 'the step that it is the response to')
    .option('--method <name>', 'the method')
    .option('--config <key=value>', 'a setting; may be repeated', many)
    .action(async (name: string | undefined, method: string | undefined, flags: ExplainFlags) => {
      const names = [name, method].filter((one) => one !== undefined);
      const { explain } = await import('./commands/explain.ts');
      end(await explain(names, flags, io));
    });
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

function addCompletion({ root, io, end }: Shared): void {
  root
    .command('completion')
    .description('print the completion script of a shell')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', '\nExample:\n  source <(connection completion bash)')
    .action(async (shell: string) => {
      const { completion } = await import('./commands/completion.ts');
      const { registry } = await import('../connectors/index.ts');
      io.stdout.write(completion(shell, root, [...registry.keys()]));
      end(0);
    });
}

function addLogin({ root, io, end }: Shared): void {
  const command = root
    .command('login')
    .description(
      'sign in with a browser, test what came of it, and store it in the Secret of a Connection, or print both',
    )
    .argument('<name-or-platform>', 'a Connection of the cluster, or a platform')
    .argument('[method]')
    .option('-f, --filename <file>', 'a Platform of your own')
    .option('--config <key=value>', 'a setting; may be repeated', many)
    .option('--env <KEY=VARIABLE>', 'take a key, such as that of the client, from a variable of the environment', many)
    .option('--name <name>', 'name of the Secret and the Connection that are printed; default: that of the platform')
    .option('--port <port>', 'port of this machine to wait on; default: 53170, then 53171', portNumber)
    .option('--no-browser', 'print the address and open no browser')
    .option('--device', 'sign in with a code on another machine')
    .option('--expect-account <who>', 'id, e-mail address or name that it has to be; nobody is asked then')
    .option('-y, --yes', 'do not ask whether it is the right account');
  clusterFlags(command)
    .addHelpText(
      'after',
      `
Examples:
  connection login finance-box -n migration   # the client is that of its Secret
  connection login box --env clientId=BOX_ID --env clientSecret=BOX_SECRET | kubectl apply -f -`,
    )
    .action(async (name: string, method: string | undefined, flags: LoginFlags) => {
      const { login } = await import('./commands/login.ts');
      end(await login(name, method, flags, io));
    });
}

function addChanges({ root, io, end }: Shared): void {
  const waiting = root
    .command('wait')
    .description('wait for the verdict of the operator')
    .argument('<name...>')
    .addOption(new Option('--for <what>', 'what to wait for').choices(['connected', 'verdict']).default('connected'))
    .option('--timeout <duration>', 'how long', duration, 120_000);
  clusterFlags(waiting).action(async (names: string[], flags: ClusterFlags & { for: string; timeout: number }) => {
    const { wait } = await import('./commands/objects.ts');
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
      const { change, patches } = await import('./commands/objects.ts');
      end(await change(names, flags, io, patches[name]()));
    });
  }
}

function addConsole({ root, io, end }: Shared): void {
  const command = root
    .command('console')
    .description(
      'serve the Connections page on this machine, with your rights; the default is all namespaces that you may list',
    )
    .option('--port <port>', 'default: any that is free', portNumber, 0);
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
    .option('--operator <namespace/serviceaccount>', 'default: that of the Deployment that the chart installs')
    .addOption(new Option('-o, --output <format>', 'format').choices(['json', 'yaml']));
  clusterFlags(command).action(async (hosts: string[], flags: DoctorFlags) => {
    const { doctor } = await import('./commands/doctor.ts');
    end(await doctor(hosts, flags, io));
  });
}
