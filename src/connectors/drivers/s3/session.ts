import type { DriverContext } from '../../context.ts';
import { isFailure, type Failure } from '../../failure.ts';
import { send } from '../../transport/send.ts';
import { isFromStore, judgesAccount } from './codes.ts';
import { readStoreResponse, type StoreResponse } from './response.ts';
import { signedHeaders, type AccessKey, type Scope, type Signable } from './sign.ts';
import type { Store } from './store.ts';

/** One test's session with a store. */
export interface StoreSession {
  store: Store;
  context: DriverContext;
  key: AccessKey;
}

/** What is asked of a store: a URL alone is read. */
export type StoreRequest = Omit<Signable, 'method'> & { method?: 'GET' | 'HEAD' | 'PUT' | 'DELETE' };

/** Asks the store, signed with the key or, without one, as anyone. Redirects are handed back: they name the region. */
export async function ask(
  request: StoreRequest,
  { store, context }: StoreSession,
  key?: AccessKey,
): Promise<StoreResponse | Failure> {
  const { method = 'GET', url, body } = request;
  const scope: Scope = { region: store.region, service: 's3', now: context.now() };
  const headers = key ? signedHeaders({ ...request, method }, key, scope) : {};
  const showsCredential = key !== undefined;
  const sent = await send(
    { method, url, headers, body, redirect: 'Return', showsCredential },
    { context, hosts: store.hosts },
  );
  if (isFailure(sent)) return sent;
  const response = readStoreResponse(sent);
  if (isFromStore(response)) context.progress.reached();
  if (key && judgesAccount(response)) context.progress.accepted();
  return response;
}
