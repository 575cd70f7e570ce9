import type { FakeReply, FakeRoute, Received } from '../../support/fake-platform.ts';
import { generalRows, type Row } from '../../support/http-cases.ts';

export const url = 'https://api.example.com/v1/me';
export const tokenUrl = 'https://login.example.com/token';
export const minted = 'canary-minted-86';
export const refused: FakeReply = { status: 401, headers: { 'www-authenticate': 'Bearer, Basic realm="api"' } };

/** The address refuses all but one value of one header. */
export function endpoint(header: string, value: string): FakeRoute {
  return {
    on: `GET ${url}`,
    accepts: ({ headers }: Received) => headers[header] === value,
    good: { json: { hello: 'world' } },
    refused,
  };
}

/** What a 2xx says is left open, so pages and empty bodies have rows of their own. */
export const general: Row[] = generalRows('me', { 'empty body': null, 'other JSON': null, 'cut JSON': null }, [
  refused,
]).map(late);

/** Up to two requests come before the one that nobody answers, and must have been answered by then. */
function late(row: Row): Row {
  return row.timeoutMs === undefined ? row : { ...row, timeoutMs: 1500 };
}
