import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { Reason } from '../../../src/api/reasons.ts';
import { registry, type Platform } from '../../../src/connectors/index.ts';
import type { PlatformCase, PlatformCases } from '../../platforms/case.ts';
import { run, type Recorded } from '../../platforms/damaged/run.ts';
import type { Damage } from '../../platforms/damaged/tamper.ts';

/** What vendors document to respond, or public clients know of, instead of the good response. */
interface Group {
  /** Where it is documented; `unverified` if the form alone is known. */
  source: string;
  /** Platforms and their methods. */
  of: Record<string, string[]>;
  /** The name of the good case begins so; else it is the first one of the method. */
  good?: string;
  /** In a good test, the responses to these requests: `@` and a phase, or a part of method, host and path. */
  at: string;
  rows: Row[];
}

interface Row {
  reason: Reason;
  status: number;
  type?: string;
  headers?: Record<string, string>;
  /** JSON, or a text as it is. */
  body: unknown;
}

const folder = new URL('vendors/', import.meta.url);
const groups = readdirSync(folder).flatMap((name) => parse(readFileSync(new URL(name, folder), 'utf8')) as Group[]);

const tested = groups.flatMap(({ of, ...group }) =>
  Object.entries(of).flatMap(([platform, methods]) => methods.map((method) => ({ ...group, platform, method }))),
);

describe('What vendors document to respond', () => {
  it.each(tested)(
    '$platform, $method, $at',
    async ({ platform: name, method, good = '', at, rows }) => {
      const platform = registry.get(name)!;
      const each = await goodTest(name, method, good);
      const wrong: unknown[] = [];
      for (const row of rows) {
        const found = await reasonOf(platform, each, { at, row });
        if (found !== row.reason) wrong.push({ ...row, found });
      }

      expect(wrong).toEqual([]);
    },
    60_000,
  );
});

const rejecting = tested.flatMap(({ rows, ...group }) => {
  const row = rows.find(
    ({ reason, status, body }) => reason === 'CredentialsRejected' && status !== 404 && isDocument(body),
  );
  return row
    ? [{ ...group, row: { ...row, body: { ...(row.body as object), why: 'Unable to connect to LDAP server.' } } }]
    : [];
});

/** The code of a wrong credential is that of every refusal: whoever could not look must not blame it. */
describe('The code of a wrong credential, beside words that nobody could look', () => {
  it.each(rejecting)('$platform, $method, $at', async ({ platform, method, good = '', at, row }) => {
    const found = await reasonOf(registry.get(platform)!, await goodTest(platform, method, good), { at, row });

    expect(found).toBe('ServiceUnavailable');
  });
});

function isDocument(body: unknown): boolean {
  return typeof body === 'object' && !Array.isArray(body);
}

async function goodTest(platform: string, method: string, good: string): Promise<PlatformCase> {
  const { cases } = (await import(`../../platforms/${platform}/cases.ts`)) as { cases: PlatformCases };
  return cases.find(
    ({ kind, method: of, name, start, lacks }) =>
      kind === 'connected' && of === method && name.startsWith(good) && start && !lacks,
  )!;
}

async function reasonOf(
  platform: Platform,
  each: PlatformCase,
  { at, row }: { at: string; row: Row },
): Promise<string> {
  let aimed = 0;
  const { verdict } = await run(platform, each, (exchange) => {
    if (!isAimedAt(exchange, at)) return undefined;
    aimed += 1;
    return damageOf(row);
  });
  if (aimed === 0) return `no request is ${at}`;
  return verdict.outcome === 'connected' ? 'Verified' : verdict.reason;
}

function isAimedAt({ key, phase }: Recorded, at: string): boolean {
  return at.startsWith('@') ? phase === at.slice(1) : key.includes(at);
}

function damageOf({ status, type, headers = {}, body }: Row): Damage {
  const isText = typeof body === 'string';
  return {
    status,
    body: isText ? body : JSON.stringify(body),
    type: type ?? (isText ? 'text/plain' : 'application/json'),
    headers,
  };
}
