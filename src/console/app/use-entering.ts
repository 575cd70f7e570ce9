import { useHotkeys } from '@mantine/hooks';
import { useState } from 'react';
import type { Problem } from '../../api/problems.ts';
import type { Draft, PlatformForm, Rights, Session } from '../contract.ts';
import { stillBlamed } from './blamed.ts';
import { navigate } from './route.ts';
import { say } from './speak.ts';
import { usable, useDraft, useProblems, type DraftProblems, type DraftState } from './use-draft.ts';
import { useLoaded } from './use-loaded.ts';
import { laterOf, useSignIn, type Signed, type SigningIn } from './use-sign-in.ts';
import { useTest, type Testing } from './use-test.ts';

export interface DraftPageProps {
  platform: PlatformForm;
  session: Session;
  /** A Connection that is there, and gets a new credential. */
  replaces?: Draft;
}

export interface EnteredProblems extends DraftProblems {
  /** What a test or a sign-in has found wrong with what is entered. */
  blamed: readonly Problem[];
  /** All that has a mark at its field. */
  marked: readonly Problem[];
}

export interface Entering {
  state: DraftState;
  problems: EnteredProblems;
  test: Testing;
  signIn: SigningIn;
  rights: Rights | undefined;
  isOpen: boolean;
  setIsOpen: (isOpen: boolean) => void;
}

/** What was entered, what is wrong with it, and the test and the sign-in of it. */
export function useEntering({ platform, session, replaces }: DraftPageProps): Entering {
  const state = useDraft(platform, session, replaces);
  const { draft, method } = state;
  const problems = useProblems(draft, laterOf(draft, method));
  const test = useTest();
  const [isOpen, setIsOpen] = useState(true);
  const signIn = useSignIn((signed) => {
    setIsOpen(false);
    void test.start(taken(signed, state));
  });
  const { value: rights } = useLoaded<Rights>(`/rights/${draft.namespace || 'default'}`);
  useHotkeys([['escape', () => navigate('/')]], ['INPUT', 'TEXTAREA', 'SELECT']);
  const blamed = blamedIn({ test, signIn, problems, draft });
  const marked = [...problems.shown, ...blamed];
  return { state, problems: { ...problems, blamed, marked }, test, signIn, rights, isOpen, setIsOpen };
}

interface Found {
  test: Testing;
  signIn: SigningIn;
  problems: DraftProblems;
  draft: Draft;
}

/** Beside what the form itself says. */
function blamedIn({ test, signIn, problems, draft }: Found): Problem[] {
  const own = new Set(problems.shown.map(({ at }) => at));
  const tested = test.of === undefined ? undefined : (JSON.parse(test.of) as Draft);
  return [
    ...stillBlamed(signIn.problems, signIn.of, draft),
    ...stillBlamed(test.verdict?.problems, tested, draft),
  ].filter(({ at }) => !own.has(at));
}

/** What a sign-in has brought goes into the draft, and is tested there as if it had been entered. */
function taken({ secret, config, missingScopes }: Signed, { draft, method, change }: DraftState): Draft {
  const next = usable({ ...draft, secret, config }, method);
  change({ secret: next.secret, config: next.config });
  if (missingScopes.length > 0) say(`Not granted: ${missingScopes.join(' ')}`);
  return next;
}
