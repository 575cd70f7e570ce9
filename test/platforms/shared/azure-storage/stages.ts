import type { Stage } from '../../../../src/connectors/failure.ts';
import { generalRows, type Row } from '../../../support/http-cases.ts';
import { applicationRows } from '../entra/token-rows.ts';

/** The rows, each with the stage at which it fails here. */
export function failingAt(stage: Stage | ((row: Row) => Stage), rows: readonly Row[]): Row[] {
  return rows.map((row) => {
    const expect = typeof row.expect === 'string' ? { reason: row.expect } : row.expect;
    return { ...row, expect: { ...expect, stage: typeof stage === 'string' ? stage : stage(row) } };
  });
}

/** A 404 without a code is not the service's, and a redirect is never followed. */
const differs = { '404': 'UnexpectedReply', 'redirect to a sign-in page': 'UnexpectedReply' } as const;

/** What is at the place of the service, and is not the service, when a key or SAS is sent there. */
export function strangerRows(route: string): Row[] {
  return failingAt('Reached', generalRows(route, differs));
}

/** The same for an application: its token was given before, if what is wrong is not met by the token endpoint first. */
export function strangerRowsWithToken(): Row[] {
  const rows = failingAt(({ replies }) => (replies ? 'Authorized' : 'Reached'), generalRows('place', differs));
  // The token endpoint is to answer in this time, however busy the machine is.
  return rows.map((row) => (row.timeoutMs === undefined ? row : { ...row, timeoutMs: 3000 }));
}

const outages = new Set(['the token endpoint fails', 'the token endpoint is busy', 'no token in time']);

/** What Entra says at its token endpoint. */
export const entraTokenRows: Row[] = failingAt(
  ({ name }) => (outages.has(name) ? 'Reached' : 'Authenticated'),
  applicationRows,
);
