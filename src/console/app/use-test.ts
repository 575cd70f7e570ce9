import { useRef, useState } from 'react';
import type { Draft, TestLine, VerdictView } from '../contract.ts';
import { testDraft } from './requests.ts';

type StageName = Extract<TestLine, { kind: 'stage' }>['stage'];

export interface TestState {
  phase: 'ready' | 'running' | 'over' | 'held-back' | 'broken';
  /** When each stage began to be at work, in milliseconds from the start. */
  stages: readonly { stage: StageName; atMs: number }[];
  verdict?: VerdictView;
  /** Whether it was sent a second time already. */
  askedBefore?: boolean;
  error?: string;
  /** The draft that was tested, as text. */
  of?: string;
}

export interface Testing extends TestState {
  start: (draft: Draft, anyway?: boolean) => Promise<void>;
  stop: () => void;
  reset: () => void;
}

const ready: TestState = { phase: 'ready', stages: [] };

/** Runs a test of a draft and keeps what comes of it. */
export function useTest(): Testing {
  const [state, setState] = useState(ready);
  const running = useRef<AbortController>(undefined);
  const start = async (draft: Draft, anyway = false) => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setState({ phase: 'running', stages: [{ stage: 'Resolved', atMs: 0 }], of: JSON.stringify(draft) });
    const tell = (line: TestLine) => {
      if (running.current === abort) setState((before) => after(before, line));
    };
    await testDraft({ draft, anyway }, tell, abort.signal).catch((error: unknown) => {
      if (running.current === abort && !abort.signal.aborted)
        setState((before) => ({ ...before, phase: 'broken', error: (error as Error).message }));
    });
  };
  const reset = () => {
    running.current?.abort();
    setState(ready);
  };
  return { ...state, start, stop: reset, reset };
}

function after(before: TestState, line: TestLine): TestState {
  switch (line.kind) {
    case 'stage':
      return { ...before, stages: [...before.stages, { stage: line.stage, atMs: line.atMs }] };
    case 'verdict':
      return { ...before, phase: 'over', verdict: line.verdict };
    case 'held-back':
      return { ...before, phase: 'held-back', verdict: line.verdict, askedBefore: line.askedBefore };
  }
}
