import { quoted } from '../../../text/quoted.ts';
import { failure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { hostProblem } from '../../transport/host-setting.ts';
import { namesIn, settingsOf } from './settings.ts';

/** Far more than there are in practice, and few enough to ask for within a test. */
const mostNames = 100;

/** What is wrong with the settings and needs more than a pattern to be said. */
export function inspect(plan: Plan): Failure | undefined {
  const { server, export: exported, path, sec } = settingsOf(plan);
  const problem =
    serverProblem(server) ??
    kerberos(sec) ??
    pathProblem('export', exported) ??
    notAbsolute(exported) ??
    pathProblem(plan.requires.path === undefined ? 'path' : 'spec.requires.path', path.join('/'));
  return problem === undefined ? undefined : failure('InvalidConfiguration', { about: problem });
}

function serverProblem(server: string): string | undefined {
  const problem = hostProblem(server);
  return problem === undefined ? undefined : `server ${problem.replace(/ in path$/, ' in export')}`;
}

function notAbsolute(exported: string): string | undefined {
  if (exported.startsWith('/')) return undefined;
  const [, server, path] = /^(?:nfs:\/\/)?([^/:]+):?(\/.+)$/.exec(exported) ?? [];
  if (path !== undefined && exported.includes(':'))
    return `export is ${quoted(exported.slice(0, 80))}: write ${path} alone, ${server} in server`;
  return 'export does not begin with /: write it as the server does, for example /srv/data';
}

function kerberos(sec: string): string | undefined {
  return sec === 'sys' ? undefined : `sec is ${sec}: Kerberos is not supported, the only value is sys`;
}

function pathProblem(name: string, path: string): string | undefined {
  if (path.includes('\\'))
    return `${name} has backslashes: a Windows share is not an NFS export; an export is written /srv/data`;
  const names = namesIn(path);
  if (names.some((part) => part === '.' || part === '..')) return `${name} has "." or ".." in it: write it without`;
  if (names.length > mostNames) return `${name} has more than ${mostNames} directories`;
  return names.some((part) => Buffer.byteLength(part) > 255) ? `${name} has a name of more than 255 bytes` : undefined;
}
