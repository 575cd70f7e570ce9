import { Option } from 'commander';
import type { ExportFlags } from './commands/export.ts';
import type { LoginFlags } from './commands/login.ts';
import type { NewFlags } from './commands/new.ts';
import { clusterFlags, manifestFlags, many, portNumber, type Shared } from './program-shared.ts';

/** What makes keys and files: `new`, `login`, and `export` for other programs. */
export function addMaking(shared: Shared): void {
  addNew(shared);
  addLogin(shared);
  addExport(shared);
}

function addNew({ root, io, end }: Shared): void {
  root
    .command('new')
    .description('ask for what a platform needs, test it, and write a Secret and a Connection; no cluster is needed')
    .argument('[platform]', 'default: choose one from a list')
    .option('--method <name>', 'method to sign in with')
    .option('--name <name>', 'name of the Connection and its Secret; default: that of the platform')
    .option('-n, --namespace <name>', 'namespace to write into the manifests')
    .option('--out <file>', 'file to write, or - ; default: NAME.yaml. Nothing is overwritten')
    .option('--secret-out <file>', 'write the Secret apart, to be sealed')
    .option('--config <key=value>', 'a setting; may be repeated', many)
    .option('--env <KEY=VARIABLE>', 'take a key of the Secret from a variable of the environment', many)
    .option('--from-file <KEY=PATH>', 'take a key of the Secret from a file, such as a private key', many)
    .option('--service-account <name>', 'ServiceAccount that a method without a Secret signs in with')
    .option('-f, --filename <file>', 'a Platform of your own')
    .option('--no-test', 'write without a test')
    .addHelpText(
      'after',
      `
Examples:
  connection new
  connection new webdav --secret-out webdav-secret.yaml
  connection new sftp --method private-key --from-file privateKey=id_ed25519`,
    )
    .action(async (name: string | undefined, flags: NewFlags) => {
      const { newConnection } = await import('./commands/new.ts');
      end(await newConnection(name, flags, io));
    });
}

function addExport({ root, io, end }: Shared): void {
  const command = root
    .command('export')
    .description('print the configuration that another program needs to use the accounts of Connections')
    .argument('[name...]', 'Connections; of the cluster, or of the files')
    .addOption(new Option('--to <program>', 'the program').choices(['rclone']).makeOptionMandatory())
    .option('--secret <name>', 'print a Secret of this name, with the configuration in it');
  manifestFlags(command).addHelpText(
    'after',
    '\nExample:\n  connection export source target --to rclone > rclone.conf',
  );
  clusterFlags(command).action(async (names: string[], flags: ExportFlags) => {
    const { exportTo } = await import('./commands/export.ts');
    end(await exportTo(names, flags, io));
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
