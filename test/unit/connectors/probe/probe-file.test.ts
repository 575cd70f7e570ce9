import { expect, it } from '@jest/globals';
import { failure } from '../../../../src/connectors/failure.ts';
import { probeAccess, stemOf, type ProbeFile, type StepResult } from '../../../../src/connectors/probe/probe-file.ts';

type Step = 'exists' | 'create' | 'read' | 'overwrite' | 'remove';

const lost = failure('ServiceUnavailable');
const looked = { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;

/** A file on a disk that refuses, or breaks at, the steps that are named. */
class FakeFile implements ProbeFile {
  readonly asked: Step[] = [];
  content: string | undefined;
  readonly #answers: Partial<Record<Step, 'denied' | typeof lost>>;

  constructor(answers: Partial<Record<Step, 'denied' | typeof lost>> = {}, leftOver?: string) {
    this.#answers = answers;
    this.content = leftOver;
  }

  async exists() {
    this.asked.push('exists');
    return this.content !== undefined;
  }
  async create(content: string) {
    return this.#step('create', () => (this.content = content));
  }
  async read() {
    const answer = await this.#step('read', () => {});
    return answer === 'done' ? { content: this.content ?? '' } : answer;
  }
  async overwrite(content: string) {
    return this.#step('overwrite', () => (this.content = content));
  }
  async remove() {
    return this.#step('remove', () => (this.content = undefined));
  }

  async #step(name: Step, act: () => void): Promise<StepResult> {
    this.asked.push(name);
    const answer = this.#answers[name];
    if (answer === undefined) act();
    return answer ?? 'done';
  }
}

const rows = [
  {
    name: 'everything is allowed',
    answers: {},
    asked: 'exists create read overwrite read remove read',
    access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' },
    left: false,
  },
  {
    name: 'writing is not: nothing else is tried',
    answers: { create: 'denied' },
    asked: 'exists create',
    access: { ...looked, write: 'Denied' },
    left: false,
  },
  {
    name: 'reading back is not: a drop box',
    answers: { read: 'denied' },
    asked: 'exists create read overwrite remove read',
    access: { read: 'Denied', write: 'Granted', update: 'Granted', delete: 'Granted' },
    left: false,
  },
  {
    name: 'overwriting is not: write once',
    answers: { overwrite: 'denied' },
    asked: 'exists create read overwrite remove read',
    access: { read: 'Granted', write: 'Granted', update: 'Denied', delete: 'Granted' },
    left: false,
  },
  {
    name: 'deleting is not: the file stays, and the answer says so',
    answers: { remove: 'denied' },
    asked: 'exists create read overwrite read remove',
    access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Denied' },
    left: true,
  },
] as const;

it.each(rows)('$name', async ({ answers, asked, access, left }) => {
  const file = new FakeFile(answers);

  const found = await probeAccess(file, looked, new AbortController().signal);

  expect(found).toEqual(access);
  expect(file.asked.join(' ')).toBe(asked);
  expect(file.content !== undefined).toBe(left);
});

it('removes a left-over before it begins', async () => {
  const file = new FakeFile({}, 'half a f');

  const found = await probeAccess(file, looked, new AbortController().signal);

  expect(file.asked.join(' ')).toBe('exists remove create read overwrite read remove read');
  expect(found).toMatchObject({ delete: 'Granted' });
});

it('tells of a left-over that it may not delete, and writes nothing more', async () => {
  const file = new FakeFile({ remove: 'denied' }, 'half a f');

  const found = await probeAccess(file, looked, new AbortController().signal);

  expect(file.asked.join(' ')).toBe('exists remove');
  expect(found).toEqual({ ...looked, delete: 'Denied' });
});

it('denies overwriting along with writing where they are one permission', async () => {
  const file = Object.assign(new FakeFile({ create: 'denied' }), { writeIsUpdate: true });

  const access = await probeAccess(file, looked, new AbortController().signal);

  expect(access).toEqual({ ...looked, write: 'Denied', update: 'Denied' });
});

it.each(['create', 'read', 'overwrite'] as const)('cleans up where %s breaks off', async (step) => {
  const file = new FakeFile({ [step]: lost });

  const found = await probeAccess(file, looked, new AbortController().signal);

  expect(found).toBe(lost);
  expect(file.asked.at(-1)).toBe('remove');
  expect(file.content).toBeUndefined();
});

it('tries once more to delete where deleting broke off', async () => {
  const file = new FakeFile({ remove: lost });

  await probeAccess(file, looked, new AbortController().signal);

  expect(file.asked.filter((step) => step === 'remove')).toHaveLength(2);
});

it('cleans up with time of its own where the time of the test is over', async () => {
  const over = new AbortController();
  const signals: boolean[] = [];
  const file = new (class extends FakeFile {
    override async overwrite(): Promise<StepResult> {
      over.abort();
      return lost;
    }
    override async remove(signal?: AbortSignal): Promise<StepResult> {
      signals.push(signal?.aborted ?? true);
      return super.remove();
    }
  })();

  await probeAccess(file, looked, over.signal);

  expect(signals).toEqual([false]);
  expect(file.content).toBeUndefined();
});

it('does not take another content for its own', async () => {
  const file = new (class extends FakeFile {
    override async read() {
      return { content: 'somebody else was here' };
    }
  })();

  const found = await probeAccess(file, looked, new AbortController().signal);

  expect(found).toMatchObject({ reason: 'UnexpectedReply' });
  expect(file.content).toBeUndefined();
});

it.each([
  ['.connection-operator-7d5e', 'connection-operator-7d5e'],
  ['connection-operator-7d5e.txt', 'connection-operator-7d5e'],
  ['a.b.txt', 'a.b'],
  ['plain', 'plain'],
])('what a copy of %s has in its name is never empty', (name, stem) => {
  expect(stemOf(name)).toBe(stem);
});
