import { quoted as inQuotes } from '../../../text/quoted.ts';
import { failure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import type { Address } from '../../transport/dial.ts';
import { hostProblem } from '../../transport/host-setting.ts';
import type { Dialect } from './dialects.ts';

export interface Settings extends Address {
  share: string;
  /** Folder below the share, its names joined by `\`; empty for the share itself. */
  path: string;
  account: Account;
  minDialect: Dialect;
  encrypt: boolean;
}

interface Account {
  user: string;
  /** Absent where the user name says it (`user@domain`), or nobody does. */
  domain?: string | undefined;
}

/** What signing in tells of the machine it comes from; a domain may let an account in from named ones only. */
export const workstation = 'CONNECTION-OP';

/** Characters that no name on a Windows share has; a line break would begin another command of smbclient. */
const forbidden = /[\u0000-\u001f\u007f"*?<>|]/;

/** The settings, or what is wrong with one of them and what to write instead. */
export function settingsOf({ config, requires, secret }: Plan): Settings | Failure {
  const host = config['host'] as string;
  const share = config['share'] as string;
  const path = folderOf(requires.path ?? (config['path'] as string | undefined) ?? '');
  const field = requires.path === undefined ? 'path' : 'spec.requires.path';
  const problem = uncInHost(host) ?? shareProblem(share) ?? (path.problem && `${field} ${path.problem}`);
  if (problem) return failure('InvalidConfiguration', { about: problem });
  const account = accountOf(secret['username'] ?? '', config['domain'] as string | undefined);
  if ('kind' in account) return account;
  return {
    host,
    port: config['port'] as number,
    share,
    path: path.folder,
    account,
    minDialect: config['minDialect'] as Dialect,
    encrypt: config['encryption'] === 'Required',
  };
}

/** `DOMAIN\user`, `user@domain` or the bare user name, as a person would write it. */
export function nameOf({ user, domain }: Account): string {
  return domain === undefined ? user : `${domain}\\${user}`;
}

function uncInHost(host: string): string | undefined {
  const [server = '', share, ...folders] = namesOf(host);
  if (share === undefined || host.includes('@')) {
    const problem = hostProblem(host);
    return problem && `host ${problem}`;
  }
  const below = folders.length === 0 ? '' : `, ${folders.join('\\')} in path`;
  return `host is ${quoted(host)}: write ${server} alone, ${share} in share${below}`;
}

function shareProblem(share: string): string | undefined {
  if (/^ipc\$$/i.test(share)) return 'share is IPC$, which holds no files: name a share that does';
  if (!/[\\/]/.test(share)) return forbidden.test(share) ? 'share has a character that no share has' : undefined;
  const names = namesOf(share);
  const unc = /^([a-z]+:)?(\\\\|\/\/)/i.test(share);
  if (names.length === (unc ? 1 : 0)) return 'share names none: a share of the server is needed, not the server itself';
  const [server, name = '', ...folders] = unc ? names : [undefined, ...names];
  const others = [
    server === undefined ? '' : `, ${server} in host`,
    folders.length === 0 ? '' : `, ${folders.join('\\')} in path`,
  ].join('');
  return `share is ${quoted(share)}: write ${name} alone${others}`;
}

function folderOf(path: string): { folder: string; problem?: string } {
  const names = namesOf(path).filter((name) => name !== '.');
  const folder = names.join('\\');
  const refused = (problem: string) => ({ folder, problem });
  if (forbidden.test(path)) return refused('has a character that no folder has, such as " or *');
  if (/^([a-z]+:)?(\\\\|\/\/)/i.test(path)) return refused('is a UNC path: write what follows the share alone');
  if (/^[a-z]:([\\/]|$)/i.test(path)) return refused('begins with a drive: write the folder below the share');
  return names.includes('..') ? refused('has .. in it: write the folder itself') : { folder };
}

function accountOf(username: string, domain: string | undefined): Account | Failure {
  const [first = '', second, third] = username.split('\\');
  const user = second ?? first;
  if (user.trim() === '') return wrongUser('names no user');
  if (/[%/]/.test(username) || third !== undefined) {
    return wrongUser('has a character that cannot be: write user, DOMAIN\\user or user@domain');
  }
  const own = second === undefined ? undefined : first;
  const differs = own !== undefined && domain !== undefined && own.toLowerCase() !== domain.toLowerCase();
  if (differs || (domain !== undefined && own === undefined && user.includes('@'))) {
    const about = 'domain and the user name in the Secret both name a domain: leave domain out';
    return failure('InvalidConfiguration', { about });
  }
  return { user, domain: own || domain };
}

function wrongUser(about: string): Failure {
  return failure('SecretInvalid', { about: `username ${about}` });
}

function namesOf(path: string): string[] {
  const plain = path.trim().replaceAll('\\', '/');
  const bare = plain.replace(/^(smb|cifs|file|https?):\/\//i, '');
  return bare.split('/').filter((name) => name !== '');
}

function quoted(text: string): string {
  return inQuotes(text.slice(0, 80));
}
