import { readFile } from 'node:fs/promises';
import type { Problem } from '../../api/problems.ts';
import type { Platform } from '../../connectors/index.ts';
import type { Draft } from '../../console/contract.ts';
import { problemsOf } from '../../console/server/draft-plan.ts';
import type { Asker, Choice, Question } from './asker.ts';
import type { Field } from './fields.ts';

export interface Entering {
  draft: Draft;
  platform: Platform;
  ask: Asker;
  /** A line for the person. */
  say: (text: string) => void;
}

/** Asks for each field that has no value yet, then for those of the optional ones that the person chooses. */
export async function enterAll(fields: readonly Field[], entering: Entering): Promise<void> {
  const { draft, ask } = entering;
  const open = fields.filter((field) => draft[field.in][field.key] === undefined);
  for (const field of open.filter(({ required }) => required)) await enterField(field, entering);
  const optional = open.filter(({ required }) => !required);
  if (optional.length === 0) return;
  const chosen = await ask.several('Optional (space selects, Enter goes on)', optional.map(choiceOf));
  for (const field of optional.filter(({ key }) => chosen.includes(key))) await enterField(field, entering);
}

export function choiceOf({ key, title, description }: Field): Choice {
  return { value: key, name: `${title} (${key})`, description };
}

/** Asks for one field until its value is one that the operator would take. What is there already stays on an empty answer. */
export async function enterField(field: Field, entering: Entering): Promise<void> {
  const { draft, platform, ask, say } = entering;
  const values: Record<string, unknown> = draft[field.in];
  const before = values[field.key];
  const problem = async (answer: string) => {
    if (answer === '') return before === undefined && field.required ? 'is needed' : undefined;
    const read = await valueOf(field, answer);
    if ('wrong' in read) return read.wrong;
    const changed = { ...draft, [field.in]: { ...values, [field.key]: read.value } };
    const [found] = flawsAt(field, problemsOf(changed, platform, Date.now()));
    return found && wordsOf(found);
  };
  if (field.description !== '') say(field.description);
  const answer = await answerTo(field, { ask, before, problem });
  const read = answer === '' ? { value: before } : await valueOf(field, answer);
  if ('value' in read && read.value !== undefined) values[field.key] = read.value;
}

interface Asking {
  ask: Asker;
  before: unknown;
  problem: NonNullable<Question['problem']>;
}

function answerTo(field: Field, { ask, before, problem }: Asking): Promise<string> {
  const { title, kind, choices, fallback, example } = field;
  const shown = before ?? fallback;
  const flag = field.in === 'config' ? `--config ${field.key}=VALUE` : flagOfKey(field);
  const question = { flag, problem, ...(shown === undefined ? {} : { fallback: String(shown) }) };
  const keeps = before === undefined ? '' : ' (Enter keeps it)';
  const such = example === '' || shown !== undefined ? '' : ` (such as ${example})`;
  if (kind === 'hidden') return ask.hidden({ flag, problem, message: `${title}${keeps}` });
  if (kind === 'file') return ask.text({ flag, problem, message: `${title}: path of the file${keeps}` });
  if (kind === 'yes-or-no') return ask.one({ ...question, message: title }, [plain('true'), plain('false')]);
  if (kind === 'choice') return ask.one({ ...question, message: title }, choices.map(plain));
  const several = kind === 'list' ? ', with commas between' : '';
  return ask.text({ ...question, message: `${title}${several}${such}` });
}

function flagOfKey({ key, kind }: Field): string {
  return kind === 'file' ? `--from-file ${key}=PATH` : `--env ${key}=VARIABLE`;
}

const plain = (value: string): Choice => ({ value, name: value });

/** What was typed, as the value that belongs into the manifest. */
export async function valueOf(
  { kind }: Field,
  answer: string,
): Promise<{ value: string | number | boolean | string[] } | { wrong: string }> {
  if (kind === 'file') return fileOf(answer);
  if (kind === 'number' && /^-?\d+$/.test(answer)) return { value: Number(answer) };
  if (kind === 'yes-or-no') return { value: answer === 'true' };
  if (kind !== 'list') return { value: answer };
  return {
    value: answer
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  };
}

/** The text of a file. */
export async function fileOf(path: string): Promise<{ value: string } | { wrong: string }> {
  try {
    return { value: new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path)) };
  } catch (error) {
    return { wrong: error instanceof TypeError ? `${path} is not text` : `cannot read ${path}` };
  }
}

/** Those that are about this field. */
export function flawsAt(field: Field, problems: readonly Problem[]): Problem[] {
  const at = `${field.in === 'config' ? 'spec.config' : 'secret'}.${field.key}`;
  return problems.filter((one) => one.at === at || one.at.startsWith(`${at}.`) || one.at.startsWith(`${at}[`));
}

function wordsOf({ what, fix, hint }: Problem): string {
  return `${what}${fix === undefined ? '' : `: ${fix}`}${hint === undefined ? '' : ` (${hint})`}`;
}
