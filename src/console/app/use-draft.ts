import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import type { Problem } from '../../api/problems.ts';
import type { Draft, MethodForm, PlatformForm, Session } from '../contract.ts';
import { post } from './requests.ts';
import { fieldOf } from './problem-fields.ts';
import { useListing } from './rows.ts';

export interface DraftState {
  draft: Draft;
  method: MethodForm;
  change: (changes: Partial<Draft>) => void;
  chooseMethod: (name: string) => void;
}

const noMethod: MethodForm = { name: '', title: '', files: [], inFiles: [], serviceAccount: false };

/** What was entered so far. What two methods have in common stays when the method changes. */
export function useDraft(platform: PlatformForm, session: Session, given?: Draft): DraftState {
  const [first = noMethod] = platform.methods;
  const { byKey } = useListing();
  const offered = offeredNamespace(session);
  const [draft, setDraft] = useState<Draft>(
    () =>
      given ?? {
        platform: platform.name,
        name: freeName(platform.name, offered, byKey),
        namespace: offered,
        method: first.name,
        config: {},
        secret: {},
      },
  );
  const method = platform.methods.find(({ name }) => name === draft.method) ?? first;
  const change = (changes: Partial<Draft>) => setDraft((before) => ({ ...before, ...changes }));
  return { draft: usable(draft, method), method, change, chooseMethod: (name) => change({ method: name }) };
}

function offeredNamespace({ namespace, namespaces }: Session): string {
  return namespace ?? (namespaces.includes('default') ? 'default' : (namespaces[0] ?? ''));
}

/** `sftp`, or `sftp-2` where that is there already. */
function freeName(name: string, namespace: string, taken: ReadonlyMap<string, unknown>): string {
  let free = name;
  for (let number = 2; taken.has(`${namespace}/${free}`); number++) free = `${name}-${number}`;
  return free;
}

/** Without what another method asked for. */
export function usable(draft: Draft, method: MethodForm): Draft {
  const properties = (schema: MethodForm['secret']) => (schema?.['properties'] ?? {}) as Record<string, unknown>;
  const keys = new Set([...Object.keys(properties(method.secret)), ...method.files]);
  const off = properties(method.config);
  return {
    ...draft,
    secret: Object.fromEntries(
      Object.entries(draft.secret).filter(([key, value]) => keys.has(key) && (value as unknown) !== undefined),
    ),
    config: Object.fromEntries(Object.entries(draft.config).filter(([key]) => off[key] !== false)),
  };
}

export interface DraftProblems {
  /** All that the server finds wrong. */
  all: readonly Problem[];
  /** Those to show: of fields that were left, and all once the person has asked for a test. */
  shown: readonly Problem[];
  leave: (id: string) => void;
  showAll: () => void;
  /** @returns what is wrong with the draft as it is now */
  judge: () => Promise<readonly Problem[]>;
}

/**
 * Asks the server what is wrong with the draft, a moment after it changed.
 * @param later - fields that a sign-in fills in: that they are missing is no mistake yet
 */
export function useProblems(draft: Draft, later: readonly string[] = []): DraftProblems {
  const [found, setFound] = useState<readonly Problem[]>([]);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [isAsked, setIsAsked] = useState(false);
  const text = JSON.stringify(draft);
  const [settled] = useDebouncedValue(text, 150);
  useEffect(() => {
    const abort = new AbortController();
    post<Problem[]>('/drafts/problems', JSON.parse(settled), abort.signal).then(setFound, () => {});
    return () => abort.abort();
  }, [settled]);
  const all = useMemo(() => found.filter((one) => !isLater(one, later)), [found, later]);
  const shown = useMemo(() => (isAsked ? all : all.filter((one) => isLeft(one, left))), [all, left, isAsked]);
  return {
    all,
    shown,
    leave: (id) => setLeft((before) => new Set([...before, id])),
    showAll: () => setIsAsked(true),
    judge: async () => {
      const now = await post<Problem[]>('/drafts/problems', draft);
      setFound(now);
      return now.filter((one) => !isLater(one, later));
    },
  };
}

function isLater({ at, kind }: Problem, later: readonly string[]): boolean {
  const field = fieldOf(at);
  if (later.length === 0 || at.startsWith('metadata.')) return false;
  return field === undefined || (kind === 'missing' && later.includes(field.join('.')));
}

/** That something is missing is said once a test is asked for: nobody has to fill in a form from top to bottom. */
function isLeft({ at, kind }: Problem, left: ReadonlySet<string>): boolean {
  if (at === 'metadata.name') return true;
  const field = fieldOf(at);
  return kind !== 'missing' && field !== undefined && left.has(`f_${field.join('_')}`);
}
