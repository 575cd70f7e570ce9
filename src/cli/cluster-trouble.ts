import { ApiError, NetworkError } from '../runtime/index.ts';
import { exit } from './exit.ts';

/** What the API server refuses, or that it is not there, as a sentence with what to do; undefined for any other error. */
export function clusterTrouble(error: unknown): { message: string; code: number } | undefined {
  if (error instanceof NetworkError) {
    const why = error.timedOut ? 'no response in time' : causeOf(error);
    const message = `the cluster does not respond${why === undefined ? '' : ` (${why})`}. Check the context of your kubeconfig with \`kubectl version\`.`;
    return { message, code: exit.inconclusive };
  }
  if (!(error instanceof ApiError)) return undefined;
  return { message: `the cluster refuses: ${refusalIn(error)}`, code: exit.badInput };
}

function refusalIn({ code, message }: ApiError): string {
  // Without the request, which nobody typed.
  const said = message.replace(/^\S+ \S+: /, '');
  if (code === 401)
    return 'it does not know you (401). Sign in to it again: the token or certificate of your kubeconfig is not taken.';
  if (code === 403) return `${said.replace(/^403 Forbidden: /, '')}. \`connection doctor\` shows your rights.`;
  return said;
}

/** The innermost one that says something, such as `connect ECONNREFUSED 10.0.0.1:6443`. */
function causeOf({ cause }: Error): string | undefined {
  if (typeof cause !== 'object' || cause === null) return undefined;
  const { message } = cause as Error;
  return causeOf(cause as Error) ?? (message === '' ? undefined : message);
}
