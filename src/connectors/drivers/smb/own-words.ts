import type { Seen } from './observer.ts';
import type { Smbclient } from './smbclient.ts';
import { denied } from './statuses.ts';

export type Asked = Pick<Smbclient, 'ask' | 'text'>;

/** smbclient itself prints ACCESS_DENIED, as of a response that is signed wrongly: only what the server said is a refusal. */
export function inServersWords(client: Asked, seen: Seen): Asked {
  return {
    get text() {
      return client.text;
    },
    async ask(command, signal) {
      const before = seen.denials;
      const status = await client.ask(command, signal);
      return status !== undefined && denied.has(status) && seen.denials === before ? 'UNKNOWN' : status;
    },
  };
}
