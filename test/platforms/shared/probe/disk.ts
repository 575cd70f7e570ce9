import { bears, type FakeReply, type FakeRoute, type Received } from '../../../support/fake-platform.ts';

/** The one file that a probe may touch, as the platform keeps it, and what was done to it. */
export class FakeDisk {
  content: string | undefined;
  readonly done: string[] = [];
  /** Steps that are answered so instead. */
  readonly answers: Readonly<Record<string, FakeReply>>;

  constructor(leftOver: string | undefined, answers: Readonly<Record<string, FakeReply>>) {
    this.content = leftOver;
    this.answers = answers;
  }
}

type Act = (received: Received) => FakeReply;

/** A route that does something. The token it takes is the one that was issued. */
export function doing(
  disk: FakeDisk,
  step: string,
  route: Pick<FakeRoute, 'on' | 'query' | 'headers' | 'faults' | 'when'> & { token?: string },
  act: Act,
): FakeRoute {
  let last: Received | undefined;
  const { token, ...rest } = route;
  return {
    ...rest,
    faults: async (received) => {
      last = received;
      const stray = token === undefined && received.headers['authorization'] !== undefined ? ['a credential here'] : [];
      return [...stray, ...((await route.faults?.(received)) ?? [])];
    },
    ...(token === undefined ? {} : { accepts: bears(token) }),
    get good() {
      disk.done.push(step);
      return disk.answers[step] ?? act(last!);
    },
    refused: { status: 401 },
  };
}

/** The JSON body must be exactly this. */
export const json =
  (wanted: object): NonNullable<FakeRoute['faults']> =>
  ({ text, headers }) =>
    headers['content-type'] === 'application/json' && text === JSON.stringify(wanted) ? [] : [`body is ${text}`];

export interface Part {
  head: string;
  text: string;
}

/** RFC 2046, read by the boundary that the header names. */
export function partsOf({ headers, text }: Received, subtype: string): Part[] {
  const [, boundary = '-'] =
    new RegExp(`^multipart/${subtype}; boundary=(\\w{1,70})$`).exec(headers['content-type'] ?? '') ?? [];
  if (!text.endsWith(`\r\n--${boundary}--\r\n`)) return [];
  return text
    .slice(0, -`\r\n--${boundary}--\r\n`.length)
    .split(new RegExp(`(?:^|\\r\\n)--${boundary}\\r\\n`))
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\r\n\r\n');
      return { head: part.slice(0, end), text: part.slice(end + 4) };
    });
}
