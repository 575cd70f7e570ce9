import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConnectionSpec } from '../../src/api/connection.gen.ts';
import { connectionOfTeam as connection, installGuarded, type Guarded } from './support/policies.ts';

/** Every way to the same object leads past the policy: whoever may not get a Secret has it sent by none of them. */
const blind = ['--as', 'blind', '--as-group', 'system:authenticated'];
const sighted = ['--as', 'sighted', '--as-group', 'system:authenticated'];

let guarded: Guarded;

const naming: Partial<ConnectionSpec> = { secretRef: { name: 'files' } };

beforeAll(async () => {
  guarded = await installGuarded(
    [],
    async ({ refusal }) =>
      (await refusal({ user: 'blind' }, 'create', connection('files', naming), '--dry-run=server')).includes('Policy'),
    async ({ plane, kubectl, bind }) => {
      const role = ['create', 'role', '-n', 'team'];
      const resources = '--resource=connections.connection-operator.dev,connections.connection-operator.dev/status';
      await kubectl(...role, 'writes', '--verb=*', resources);
      await kubectl(...role, 'sees', '--verb=get', '--resource=secrets', '--resource-name=files');
      // May list and watch, which is not to get one.
      await kubectl(...role, 'lists', '--verb=list,watch', '--resource=secrets');
      await bind('writes', 'blind', 'sighted', 'lister');
      await bind('sees', 'sighted');
      await bind('lists', 'lister');
      for (const [name, spec] of [
        ['existing', naming],
        ['bare', {}],
      ] as const)
        await plane.kubectl(['create', '-f', '-'], { input: JSON.stringify(connection(name, spec)) });
    },
  );
}, 600_000);

afterAll(() => guarded?.stop());

async function said(args: string[], object?: object): Promise<string> {
  const input = object === undefined ? {} : { input: JSON.stringify(object) };
  const { code, stderr } = await guarded.plane.kubectl(args, input);
  return code === 0 ? '' : stderr;
}

const generated = () => {
  const { metadata: _metadata, ...rest } = connection('', naming);
  return { ...rest, metadata: { generateName: 'files-', namespace: 'team' } };
};
const bare = ['connection', 'bare', '-n', 'team'];
const patch = (type: string, content: unknown) => ['patch', ...bare, `--type=${type}`, '-p', JSON.stringify(content)];

const ways: [string, () => [args: string[], object?: object]][] = [
  ['create', () => [['create', '-f', '-'], connection('new', naming)]],
  ['create with a name that the API server makes', () => [['create', '-f', '-'], generated()]],
  ['a dry run of it', () => [['create', '--dry-run=server', '-f', '-'], connection('new', naming)]],
  ['apply', () => [['apply', '-f', '-'], connection('new', naming)]],
  ['server-side apply of a new one', () => [['apply', '--server-side', '-f', '-'], connection('new', naming)]],
  [
    'server-side apply that takes fields from others',
    () => [
      ['apply', '--server-side', '--force-conflicts', '-f', '-'],
      connection('existing', { ...naming, platform: 'webdav' }),
    ],
  ],
  [
    'server-side apply onto one that names none',
    () => [['apply', '--server-side', '-f', '-'], connection('bare', naming)],
  ],
  ['a merge patch', () => [patch('merge', { spec: naming })]],
  ['a JSON patch', () => [patch('json', [{ op: 'add', path: '/spec/secretRef', value: { name: 'files' } }])]],
  ['a dry run of a patch', () => [[...patch('merge', { spec: naming }), '--dry-run=server']]],
  ['replace', () => [['replace', '-f', '-'], connection('bare', naming)]],
  ['replace by deletion', () => [['replace', '--force', '-f', '-'], connection('gone', naming)]],
  ['a new one that is suspended', () => [['create', '-f', '-'], connection('new', { ...naming, suspend: true })]],
  [
    'a new one that is being deleted',
    () => [
      ['create', '-f', '-'],
      {
        ...connection('new', naming),
        metadata: { ...connection('new', naming).metadata, finalizers: ['a.example/b'] },
      },
    ],
  ],
];

describe('a Secret that one may not get is not named', () => {
  it.each(ways)('by %s', async (_name, way) => {
    const [args, object] = way();

    expect(await said([...args, ...blind], object)).toMatch(/names Secret files, and blind is not allowed to get it/);
  });

  it('by somebody who may list and watch Secrets', async () => {
    const lister = ['--as', 'lister', '--as-group', 'system:authenticated'];

    expect(await said(['create', '-f', '-', ...lister], connection('new', naming))).toContain('lister is not allowed');
  });

  it('by a ServiceAccount of the namespace without that right', async () => {
    const account = ['--as', 'system:serviceaccount:team:default', '--as-group', 'system:serviceaccounts:team'];
    await guarded.kubectl(
      'create',
      'rolebinding',
      'account',
      '-n',
      'team',
      '--role=writes',
      '--serviceaccount=team:default',
    );

    expect(await said(['create', '-f', '-', ...account], connection('new', naming))).toContain(
      'system:serviceaccount:team:default is not allowed to get it',
    );
  });

  it('by a change of status, which takes nothing else with it', async () => {
    const status = { observedGeneration: 1, state: 'Failed' };
    const args = [...patch('merge', { spec: naming, status }), '--subresource=status', ...blind];

    expect(await said(args)).toBe('');
    const { spec, metadata } = JSON.parse(await guarded.kubectl('get', ...bare, '-o', 'json')) as {
      spec: object;
      metadata: { generation: number };
    };
    expect(spec).not.toHaveProperty('secretRef');
    expect(metadata.generation).toBe(1);
  });
});

it('what changes nothing of a spec passes by each way', async () => {
  const same = connection('existing', naming);
  const labelled = { ...same, metadata: { ...same.metadata, labels: { team: 'files' } } };
  const existing = ['connection', 'existing', '-n', 'team'];

  expect(await said(['apply', '--server-side', '--force-conflicts', '-f', '-', ...blind], labelled)).toBe('');
  expect(await said(['replace', '-f', '-', ...blind], labelled)).toBe('');
  expect(await said(['label', ...existing, 'team=others', '--overwrite', ...blind])).toBe('');
  expect(await said(['patch', ...existing, '--type=merge', '-p', JSON.stringify({ spec: naming }), ...blind])).toBe('');
});

it('who may get the Secret may name it by each way', async () => {
  for (const [, way] of ways.filter(([name]) => /dry run|server-side apply of|JSON/.test(name))) {
    const [args, object] = way();
    expect(await said([...args, '--dry-run=server', ...sighted].filter(once), object)).toBe('');
  }
});

function once(arg: string, at: number, all: string[]): boolean {
  return all.indexOf(arg) === at || !arg.startsWith('--dry-run');
}
