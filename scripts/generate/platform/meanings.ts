import type { PlatformAnswer, PlatformReply } from '../../src/api/platform.gen.ts';
import { refusalCauses } from '../../src/connectors/auth/ntlm/refusal.ts';
import type { PlatformSpec } from '../../src/connectors/platform.ts';

/** One row of a platform's tables, with the request that it is about. */
export interface Meaning {
  /** `Connected`, or a reason. */
  outcome: PlatformAnswer['outcome'];
  /** CEL over the reply. */
  when: string;
  causes: readonly string[];
  /** In words: which reply. */
  of: string;
}

/** Every row of every table of a platform, in the order in which a test comes by them. */
export function meaningsOf({ methods, http }: PlatformSpec): Meaning[] {
  const signIn = methods.flatMap(({ name, auth }) => [
    ...(auth.detect?.steps ?? []).flatMap(({ replies }) => rows(replies, `question before the sign-in (${name})`)),
    ...[auth.oauth2, auth.jwtBearer, auth.session].flatMap((way) => rows(way?.replies, `sign-in (${name})`)),
    ...rows(auth.oauth2?.next?.replies, `second step of the sign-in (${name})`),
    ...rows(auth.session?.next?.replies, `second step of the sign-in (${name})`),
  ]);
  const refused = methods
    .filter(({ auth }) => auth.ntlm)
    .map(({ name }) => ({ ...ntlmRefusal, of: `sign-in (${name})` }));
  const looks = (http?.access ?? []).flatMap(({ replies }) => rows(replies, 'look at rights'));
  return merged([...signIn, ...refused, ...rows(http?.replies, 'test'), ...looks]);
}

const ntlmRefusal = { outcome: 'AccessRefused', when: 'status == 401', causes: refusalCauses } as const;

function rows(table: readonly PlatformReply[] | undefined, of: string): Meaning[] {
  return (table ?? []).flatMap((reply) => [
    ...(reply.ask?.replies ?? []).map((answer) => meaning(answer, `second question after \`${reply.when}\``)),
    meaning(reply, of),
  ]);
}

function meaning({ outcome, when, causes = [] }: PlatformAnswer, of: string): Meaning {
  return { outcome, when, causes, of };
}

/** Methods often share a table: its rows are told once. */
function merged(all: readonly Meaning[]): Meaning[] {
  const known = new Map<string, Meaning>();
  for (const row of all) {
    const key = JSON.stringify([row.outcome, row.when, row.causes]);
    const same = known.get(key);
    if (!same) known.set(key, row);
    else if (!same.of.includes(row.of)) known.set(key, { ...same, of: `${same.of}, ${row.of}` });
  }
  return [...known.values()];
}

/** Without repetition, in the order of their first mention. */
export function causesOf(rowsOfOne: readonly Meaning[]): string[] {
  return [...new Set(rowsOfOne.flatMap(({ causes }) => causes))];
}
