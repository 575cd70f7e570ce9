import type { Problem } from '../../api/problems.ts';
import type { Draft, MethodForm, PlatformForm, Rights, SignInClient } from '../contract.ts';
import type { EnteredProblems } from './use-entering.ts';
import type { SigningIn } from './use-sign-in.ts';
import type { Testing } from './use-test.ts';

export interface TestDockProps {
  platform: PlatformForm;
  draft: Draft;
  problems: EnteredProblems;
  method: MethodForm;
  test: Testing;
  signIn: SigningIn;
  rights: Rights | undefined;
  /** The draft was changed since the test. */
  isStale: boolean;
  isOpen: boolean;
  /** Otherwise the credential of a Connection that is there is replaced. */
  isNew: boolean;
  /** Takes the host key that the server has shown. */
  trust?: (fingerprint: string) => void;
  setIsOpen: (isOpen: boolean) => void;
}

/** What each of the buttons at the end of the form may need. */
export type ActionsProps = TestDockProps & {
  isShown: boolean;
  start: (anyway?: boolean) => Promise<void>;
  /** Begins a sign-in at the vendor. */
  begin: (client?: SignInClient) => Promise<void>;
  focusOn: (problem: Problem) => void;
};
