import { useEffect, useRef, useState } from 'react';
import type { Problem } from '../../api/problems.ts';
import type { Draft, MethodForm, SignInClient, SignInState, SignInWait } from '../contract.ts';
import { get, post, RefusedError } from './requests.ts';

export type Signed = Extract<SignInState, { kind: 'signed-in' }>;

interface Standing {
  phase: 'ready' | 'beginning' | 'waiting' | 'choosing' | 'refused';
  wait?: SignInWait;
  /** A response that ended nothing, or a paste that is of no use. */
  notice?: string;
  refusal?: string;
  /** What the refusal is about. */
  problems?: readonly Problem[];
  signed?: Signed;
  /** It has brought its keys, which are in the draft. */
  brought?: boolean;
}

export interface SigningIn extends Standing {
  start: (draft: Draft, client?: SignInClient) => Promise<void>;
  paste: (text: string) => Promise<void>;
  choose: (id: string) => void;
  /** What it was begun with. */
  of: Draft | undefined;
  /** The registered client where the form has no fields for it; it stays entered after a refusal. */
  client: SignInClient;
  enterClient: (client: SignInClient) => void;
  stop: () => void;
}

const ready: Standing = { phase: 'ready' };
const betweenMs = 1000;

/**
 * A sign-in at the vendor in a tab of its own. The tab cannot speak to this page, so the page asks its own server.
 * @param onSigned - gets what the sign-in has brought; nothing is stored by then
 */
export function useSignIn(onSigned: (signed: Signed) => void): SigningIn {
  const [standing, setStanding] = useState(ready);
  const of = useRef<Draft>(undefined);
  const told = useRef(onSigned);
  told.current = onSigned;
  const { wait, phase, signed } = standing;
  const finish = (brought: Signed) => {
    setStanding(brought.choose ? { phase: 'choosing', signed: brought } : { ...ready, brought: true });
    if (!brought.choose) told.current(brought);
  };
  const end = useRef(finish);
  end.current = finish;
  useEffect(() => {
    if (!wait || phase !== 'waiting') return;
    return follow(wait.id, setStanding, (brought) => end.current(brought));
  }, [wait, phase]);
  return {
    ...standing,
    of: of.current,
    ...useClient(setStanding),
    start: (draft, given) => {
      of.current = draft;
      return begin(draft, given, setStanding);
    },
    paste: async (text) => {
      const path = `/sign-ins/${wait?.id ?? ''}/paste`;
      await post(path, { text }).catch((error: unknown) => note(setStanding, (error as Error).message));
    },
    choose: (id) => {
      if (!signed?.choose) return;
      const { choose, ...brought } = signed;
      finish({ ...brought, config: { ...brought.config, [choose.setting]: id } });
    },
    stop: () => {
      if (wait) void post(`/sign-ins/${wait.id}/cancel`, {}).catch(() => {});
      setStanding(ready);
    },
  };
}

function useClient(set: SetStanding): Pick<SigningIn, 'client' | 'enterClient'> {
  const [client, setClient] = useState<SignInClient>({ id: '', secret: '' });
  const enterClient = (next: SignInClient) => {
    setClient(next);
    // What was refused is another one.
    set(withoutClientProblems);
  };
  return { client, enterClient };
}

type SetStanding = (change: Standing | ((before: Standing) => Standing)) => void;

async function begin(draft: Draft, client: SignInClient | undefined, set: SetStanding): Promise<void> {
  set({ phase: 'beginning' });
  try {
    const wait = await post<SignInWait>('/sign-ins', { draft, ...(client ? { client } : {}) });
    set({ phase: 'waiting', wait });
    openVendor(wait.url);
  } catch (error) {
    set(refusedBy(error));
  }
}

function withoutClientProblems(before: Standing): Standing {
  const { problems, ...rest } = before;
  return problems ? { ...rest, problems: problems.filter(({ at }) => !at.startsWith('client.')) } : before;
}

function refusedBy(error: unknown): Standing {
  const problems = error instanceof RefusedError ? (error.refusal.problems ?? []) : [];
  return { phase: 'refused', refusal: (error as Error).message, problems };
}

/** Fields that a sign-in of this method still has to fill in; none where the person has entered a key themselves. */
export function laterOf({ secret }: Draft, { interactive }: MethodForm): readonly string[] {
  const fills = interactive?.fills ?? [];
  return fills.some((field) => secret[field.replace(/^secret\./, '')]) ? [] : fills;
}

/** The tab gets no hold of this page. */
export function openVendor(url: string): void {
  window.open(url, '_blank', 'noopener,noreferrer');
}

function note(set: SetStanding, notice: string): void {
  set((before) => (before.phase === 'waiting' ? { ...before, notice } : before));
}

function follow(id: string, set: SetStanding, finish: (signed: Signed) => void): () => void {
  const abort = new AbortController();
  const ask = async () => {
    const state = await get<SignInState>(`/sign-ins/${id}`, abort.signal);
    if (abort.signal.aborted) return;
    if (state.kind === 'signed-in') return finish(state);
    if (state.kind === 'refused') {
      return set({ phase: 'refused', refusal: state.message, problems: state.problems });
    }
    if (state.notice !== undefined) note(set, state.notice);
    timer = setTimeout(again, betweenMs);
  };
  const again = () =>
    void ask().catch((error: unknown) => {
      if (!abort.signal.aborted) set(refusedBy(error));
    });
  let timer = setTimeout(again, betweenMs);
  return () => {
    clearTimeout(timer);
    abort.abort();
  };
}
