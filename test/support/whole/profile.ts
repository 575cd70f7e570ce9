import { Session, type Profiler } from 'node:inspector';

interface Time {
  /** Milliseconds since 1970. */
  from: number;
  ms: number;
}

/** Between two looks at what the thread does. */
const intervalUs = 500;
const told = 12;

/** Looks at what this thread does, until it is asked what it did in some times: the places of this program, most seen first. */
export function startProfile(): () => Promise<(time: Time) => string[]> {
  const session = new Session();
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: intervalUs });
  session.post('Profiler.start');
  return async () => {
    const { promise, resolve, reject } = Promise.withResolvers<Profiler.Profile>();
    session.post('Profiler.stop', (error, { profile }) => (error ? reject(error) : resolve(profile)));
    const profile = await promise;
    session.disconnect();
    return (time) => placesIn(profile, time);
  };
}

function placesIn({ nodes, startTime, samples = [], timeDeltas = [] }: Profiler.Profile, time: Time): string[] {
  const parents = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id])));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const from =
    (time.from - performance.timeOrigin - performance.now()) * 1000 + Number(process.hrtime.bigint() / 1000n);
  const seen = new Map<string, number>();
  let at = startTime;
  for (const [index, sample] of samples.entries()) {
    at += timeDeltas[index] ?? 0;
    if (at < from || at > from + time.ms * 1000) continue;
    const stack: string[] = [];
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) {
      const { functionName, url, lineNumber } = byId.get(id)!.callFrame;
      stack.push(`${functionName || '-'} ${url.replace(/^.*\/(src|node_modules)\//, '$1/')}:${lineNumber + 1}`);
    }
    const name = stack.slice(0, 14).join(' < ');
    seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  return [...seen]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, told)
    .map(([name, count]) => `${count} × ${name}`);
}
