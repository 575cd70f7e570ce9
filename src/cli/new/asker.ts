import { BadInput, Stopped } from '../exit.ts';
import type { Io } from '../io.ts';

export interface Choice {
  value: string;
  name: string;
  description?: string;
}

export interface Question {
  message: string;
  /** What to give where nobody can be asked: `--config url=VALUE`. */
  flag: string;
  fallback?: string | undefined;
  /** What is wrong with an answer; undefined if nothing is. */
  problem?: (answer: string) => Promise<string | undefined>;
}

/** Whoever gives the answers. */
export interface Asker {
  text(question: Question): Promise<string>;
  /** Nothing that is typed is shown. */
  hidden(question: Question): Promise<string>;
  one(question: Question, choices: readonly Choice[]): Promise<string>;
  searched(question: Question, find: (term: string) => Choice[]): Promise<string>;
  several(message: string, choices: readonly Choice[]): Promise<string[]>;
}

/** A person at a terminal. Questions go to standard error, so that the YAML can be piped. */
export async function askerAt({ stdin, stderr, signal }: Io): Promise<Asker> {
  if (!stdin.isTTY || !stderr.isTTY) return nobody;
  // Loaded when somebody is asked: no other command needs it.
  const prompts = await import('@inquirer/prompts');
  const context = { input: stdin, output: stderr as unknown as NodeJS.WritableStream, signal };
  const rule = ({ problem }: Question) => ({ validate: async (answer: string) => (await problem?.(answer)) ?? true });
  const ended = (error: unknown): never => {
    const { name } = error as Error;
    if (name === 'ExitPromptError' || name === 'AbortPromptError') throw new Stopped('stopped; nothing was written');
    throw error;
  };
  return {
    text: (question) => {
      const shown = question.fallback === undefined ? {} : { default: question.fallback };
      return prompts.input({ message: question.message, ...shown, ...rule(question) }, context).catch(ended);
    },
    hidden: (question) =>
      prompts.password({ message: question.message, mask: true, ...rule(question) }, context).catch(ended),
    one: ({ message, fallback }, choices) => {
      const first = fallback === undefined ? {} : { default: fallback };
      return prompts.select({ message, choices: [...choices], ...first }, context).catch(ended);
    },
    searched: ({ message }, find) =>
      prompts.search({ message, source: (term) => find(term ?? ''), pageSize: 10 }, context).catch(ended),
    several: (message, choices) => prompts.checkbox({ message, choices: [...choices] }, context).catch(ended),
  };
}

function missing({ flag }: Question): Promise<never> {
  return Promise.reject(new BadInput(`nobody can be asked without a terminal: give ${flag}`));
}

/** A pipe: whatever is needed is in the flags or has a default, or it is missing. */
const nobody: Asker = {
  text: async (question) => {
    const { fallback, problem } = question;
    const isGood = fallback !== undefined && (await problem?.(fallback)) === undefined;
    return isGood ? fallback : missing(question);
  },
  hidden: missing,
  one: missing,
  searched: missing,
  several: () => Promise.resolve([]),
};
