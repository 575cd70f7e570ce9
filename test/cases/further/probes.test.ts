import { expect, it } from '@jest/globals';
import type { FakeDisk } from '../../platforms/shared/probe/disk.ts';
import { fakes, prove } from '../../platforms/shared/probe/all.ts';

const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };

type Content = string | undefined;

/** A disk that says yes to everything, and does what `become` makes of it. */
function insteadOf(become: (was: Content, wanted: Content) => Content) {
  return (disk: FakeDisk) => {
    let content: Content;
    Object.defineProperty(disk, 'content', {
      get: () => content,
      set: (wanted: Content) => {
        content = become(content, wanted);
      },
    });
  };
}

/** A disk that shows what has become of it only when it was looked at so many times. */
function late(looks: number) {
  return (disk: FakeDisk) => {
    let [shown, content, left]: [Content, Content, number] = [undefined, undefined, 0];
    Object.defineProperty(disk, 'content', {
      get() {
        if (left > 0) left -= 1;
        else shown = content;
        return shown;
      },
      set(wanted: Content) {
        [content, left] = [wanted, looks];
      },
    });
  };
}

/** A disk that shows for two looks what was there before it was overwritten. */
function lateOnce(disk: FakeDisk) {
  let [content, old, left]: [Content, Content, number] = [undefined, undefined, 0];
  Object.defineProperty(disk, 'content', {
    get: () => ((left -= 1) >= 0 ? old : content),
    set: (wanted: Content) => {
      if (content !== undefined && wanted !== undefined) [old, left] = [content, 2];
      content = wanted;
    },
  });
}

/** A disk from which somebody takes what was looked at twice. */
function fetched(disk: FakeDisk) {
  let [content, looks]: [Content, number] = [undefined, 0];
  Object.defineProperty(disk, 'content', {
    get: () => (content !== undefined && (looks += 1) > 2 ? undefined : content),
    set: (wanted: Content) => {
      content = wanted;
    },
  });
}

/** What is read by its ID after it was put into the bin is there. */
const webdav = fakes.filter(({ platform }) => platform === 'webdav');
const byPath = fakes.filter(({ platform }) => platform !== 'box' && platform !== 'google-drive');
const unclear = (about: string) => ({ outcome: 'inconclusive', about: expect.stringContaining(about) });
const connected = { outcome: 'connected', access: all };
const ifTaken = (become: (was: string, wanted: string) => string) =>
  insteadOf((was, wanted) => (was === undefined || wanted === undefined ? wanted : become(was, wanted)));

it.each([
  {
    name: 'overwrites nothing and says yes: no right to update is claimed',
    spoil: ifTaken((was) => was),
    verdict: unclear('is overwritten, and has the old one afterwards'),
  },
  {
    name: 'keeps something else than it is given the second time: neither',
    spoil: ifTaken((_, wanted) => `${wanted}\n--\n`),
    verdict: unclear('read back as another'),
  },
  { name: 'shows a moment later what was overwritten', spoil: lateOnce, verdict: connected },
  { name: 'shows each change a moment later', spoil: late(2), verdict: connected, on: byPath },
  {
    name: 'deletes nothing and says yes: no right to delete is claimed',
    spoil: insteadOf((was, wanted) => wanted ?? was),
    verdict: unclear('is deleted, and has it afterwards'),
    on: byPath,
    isLeft: true,
  },
  {
    name: 'is fetched by somebody else: nothing is said of the account',
    spoil: fetched,
    verdict: { outcome: 'inconclusive', reason: 'UnexpectedReply' },
    on: byPath,
  },
])('$name', async ({ spoil, verdict, on = fakes, isLeft = false }) => {
  const found = await Promise.all(on.map((fake) => prove(fake, { spoil })));

  expect(found.map(({ verdict: one }, at) => ({ [on[at]!.platform]: one }))).toMatchObject(
    on.map(({ platform }) => ({ [platform]: verdict })),
  );
  // A late disk shows what is there when it was looked at often enough.
  expect(found.map(({ disk }) => [disk.content, disk.content, disk.content].at(-1) !== undefined)).toEqual(
    on.map(() => isLeft),
  );
});

it.each([
  { status: 413, step: 'create', about: /^write/, on: fakes },
  { status: 413, step: 'overwrite', about: /^update$/, on: fakes },
  { status: 507, step: 'create', about: /^write/, on: fakes },
  { status: 507, step: 'overwrite', about: /^update$/, on: fakes },
  {
    status: 404,
    step: 'create',
    about: /^write/,
    on: fakes.filter(({ steps }) => /^(folder|digest)$/.test(steps[0]!)),
  },
  // A server that has the method switched off.
  ...[405, 501].map((status) => ({ status, step: 'create', about: /^write/, on: webdav })),
])('a folder that was seen to be there takes no file: $status to $step', async ({ status, step, about, on }) => {
  const found = await Promise.all(on.map((fake) => prove(fake, { answers: { [step]: { status } } })));

  expect(found.map(({ verdict }, at) => ({ [on[at]!.platform]: verdict }))).toMatchObject(
    on.map(({ platform }) => ({ [platform]: { reason: 'PermissionDenied', about: expect.stringMatching(about) } })),
  );
  expect(found.map(({ disk }) => disk.content)).toEqual(on.map(() => undefined));
});
