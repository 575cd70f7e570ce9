import type { Dialect } from './dialects.ts';
import { nameOf, workstation, type Settings } from './settings.ts';

/** What smb.conf calls the dialects. */
const dialectNames: Readonly<Record<Dialect, string>> = {
  '2.0.2': 'SMB2_02',
  '2.1': 'SMB2_10',
  '3.0': 'SMB3_00',
  '3.0.2': 'SMB3_02',
  '3.1.1': 'SMB3_11',
};

/** What one run of smbclient is for. */
export interface Invocation {
  settings: Settings;
  password: string;
  /** Port on this machine that leads to the server. */
  port: number;
  /** A file for `put` and `get`. */
  descriptor?: number | undefined;
}

/** Arguments, which are for all to see. */
export function parametersOf({ settings, port }: Invocation): string[] {
  const { host, share, minDialect, encrypt } = settings;
  const options = [
    `client min protocol=${dialectNames[minDialect]}`,
    'client max protocol=SMB3_11',
    'client use kerberos=off',
    // Tells the keys of an encrypted session, so that it can be read along with.
    'debug encryption=yes',
    // Asks no name server.
    'name resolve order=lmhosts',
    'disable netbios=yes',
    `netbios name=${workstation}`,
    ...['lock', 'state', 'cache'].map((kind) => `${kind} directory=/nonexistent`),
    'private dir=/nonexistent',
  ];
  return [
    `//${host.replaceAll(/[[\]]/g, '')}/${share}`,
    '--configfile=/dev/null',
    '--ip-address=127.0.0.1',
    `--port=${port}`,
    // The test's own time limit ends it.
    '--timeout=3600',
    '--quiet',
    '--debuglevel=0',
    '--use-kerberos=off',
    `--client-protection=${encrypt ? 'encrypt' : 'sign'}`,
    ...options.map((option) => `--option=${option}`),
  ];
}

/** Who signs in stands in the environment, which nobody else may read. */
export function environmentOf({ settings: { account }, password }: Invocation): NodeJS.ProcessEnv {
  const { user, domain } = account;
  const named = user.includes('@') && domain === undefined;
  return {
    PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    HOME: '/nonexistent',
    LC_ALL: 'C.UTF-8',
    // A prompt after each command, and lines that are not folded.
    CLI_FORCE_INTERACTIVE: '1',
    TERM: 'dumb',
    COLUMNS: '32000',
    INPUTRC: '/dev/null',
    USER: named ? user : nameOf({ user, domain: domain ?? '' }),
    PASSWD: password,
  };
}
