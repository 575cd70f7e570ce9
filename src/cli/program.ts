import { Argument, Command, Option } from 'commander';
import type { ExplainFlags } from './commands/explain.ts';
import type { TestFlags } from './commands/test.ts';
import type { Io } from './io.ts';
import { asTyped, ownName } from './own-name.ts';
import { addCluster } from './program-cluster.ts';
import { addMaking } from './program-making.ts';
import { clusterFlags, manifestFlags, many, version, type End, type Shared } from './program-shared.ts';

const exitCodes = `
Exit codes:
  0  all connected, or done
  1  at least one failed
  2  wrong input: nothing was tried
  3  inconclusive: network, rate limit, an outage`;

/** The whole command line; the modules of a command are loaded when it runs. @param end is called once, with the exit code */
export function program(io: Io, end: End): Command {
  const name = ownName(io);
  const root = new Command(name)
    .description('Does this account still work on that platform? Tests credentials, from files or from a cluster.')
    .version(version(), '-V, --version', 'print the version')
    .addHelpText('after', `${exitCodes}\n\n\`${name} COMMAND --help\` says more about a command.`)
    .configureOutput({
      writeOut: (text) => void io.stdout.write(asTyped(io, text)),
      writeErr: (text) => void io.stderr.write(asTyped(io, text)),
      outputError: (text, write) => write(text.replace(/^error: /, 'connection: ')),
    })
    // The names alone: with what each takes, a line is wider than a terminal.
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .exitOverride();
  const shared: Shared = { root, io, end };
  addTest(shared);
  addMaking(shared);
  addCluster(shared);
  addLists(shared);
  addCompletion(shared);
  addHelp(shared);
  for (const one of [root, ...root.commands])
    one.showHelpAfterError(
      `(\`${[name, ...(one === root ? [] : [one.name()])].join(' ')} --help\` shows what there is)`,
    );
  return root;
}

/** Commander's own shows the whole help for a command that there is not, and does not say why. */
function addHelp({ root, end }: Shared): void {
  root
    .command('help')
    .description('display help for a command')
    .argument('[command]')
    .action((wanted: string | undefined) => {
      const found = wanted === undefined ? root : root.commands.find((one) => one.name() === wanted);
      if (!found) return root.error(`error: unknown command '${wanted}'`);
      found.outputHelp();
      end(0);
    });
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
}
