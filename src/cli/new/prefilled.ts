import type { Platform } from '../../connectors/index.ts';
import type { Draft } from '../../console/contract.ts';
import { BadInput } from '../exit.ts';
import { givenSettings } from '../given.ts';
import type { Io } from '../io.ts';
import { fromEnvironment } from '../objects.ts';
import type { Asker } from './asker.ts';
import { fileOf, valueOf } from './enter.ts';
import { fieldsOf, type Field, type Fields } from './fields.ts';

interface Given {
  config?: string[];
  env?: string[];
  fromFile?: string[];
}

/** Puts into the draft what the flags hold. @throws BadInput */
export async function prefilled(draft: Draft, platform: Platform, { flags, io }: { flags: Given; io: Io }) {
  const { settings } = fieldsOf(platform, draft.method);
  for (const [key, text] of Object.entries(givenSettings(flags.config))) {
    const field = settings.find((one) => one.key === key);
    const read = field ? await valueOf(field, text) : { value: text };
    if ('value' in read) draft.config[key] = read.value;
  }
  Object.assign(draft.secret, fromEnvironment(flags.env ?? [], io));
  for (const pair of flags.fromFile ?? []) {
    const [, key, path] = /^([\w.-]+)=(.+)$/s.exec(pair) ?? [];
    if (key === undefined || path === undefined) throw new BadInput('--from-file takes KEY=PATH');
    const read = await fileOf(path);
    if ('wrong' in read) throw new BadInput(read.wrong);
    draft.secret[key] = read.value;
  }
}

/** The fields to ask for. A file of the vendor takes the place of the single values, if the person has it. */
export async function fieldsFor(draft: Draft, platform: Platform, ask: Asker): Promise<Field[]> {
  const { settings, keys, files } = fieldsOf(platform, draft.method);
  const file = files.length === 0 ? undefined : await fileFor(draft, { keys, files }, ask);
  if (!file) return [...settings, ...keys];
  return [...settings, file, ...keys.map((field) => ({ ...field, required: false }))];
}

/** The file that is given or chosen; undefined for the single values. */
async function fileFor({ secret }: Draft, { keys, files }: Pick<Fields, 'keys' | 'files'>, ask: Asker) {
  const isGiven = ({ key }: Field) => secret[key] !== undefined;
  const given = files.find(isGiven);
  if (given || keys.some(isGiven)) return given;
  if (keys.length === 0 && files.length === 1) return files[0];
  const choices = files.map(({ key, title }) => ({ value: key, name: `A file of the vendor: ${title}` }));
  if (keys.length > 0) choices.push({ value: '', name: 'The single values' });
  const question = { message: 'What do you have?', flag: `--from-file ${files[0]!.key}=PATH` };
  const chosen = await ask.one(question, choices);
  return files.find(({ key }) => key === chosen);
}
