import { LanguageError } from './language-error.ts';
import { limits } from './limits.ts';
import { isPipe, pipes } from './pipes.ts';
import { remembered } from './remembered.ts';
import { didYouMean } from './suggest.ts';

/** A variable of a template, with the pipes that its value goes through. */
export interface TemplateVariable {
  path: readonly string[];
  pipes: readonly string[];
  /** Where its name begins; counts from 1. */
  column: number;
}

export type TemplatePart = { literal: string } | TemplateVariable;

/** @throws LanguageError for a variable that is not written right, an unknown pipe, or a template that is too long */
export const parseTemplate: (template: string) => readonly TemplatePart[] = remembered(8192, parseNow);

function parseNow(template: string): readonly TemplatePart[] {
  if (template.length > limits.template) {
    throw new LanguageError(`${template.length} characters, at most ${limits.template}`, 1);
  }
  const parts: TemplatePart[] = [];
  let at = 0;
  for (;;) {
    const start = template.indexOf('{{', at);
    if (start === -1) return [...parts, { literal: template.slice(at) }].filter(isSomething);
    const end = template.indexOf('}}', start);
    if (end === -1) throw new LanguageError('`{{` is not closed by `}}`', start + 1);
    parts.push({ literal: template.slice(at, start) }, variable(template.slice(start + 2, end), start + 3));
    at = end + 2;
  }
}

function isSomething(part: TemplatePart): boolean {
  return !('literal' in part) || part.literal !== '';
}

function variable(text: string, start: number): TemplateVariable {
  const column = start + text.length - text.trimStart().length;
  const [name = '', ...piped] = text.split('|').map((word) => word.trim());
  if (!/^[A-Za-z_][\w-]*(\.[\w-]+)*$/.test(name)) {
    throw new LanguageError(`\`{{${text}}}\` is not a variable`, column, 'Write `{{name}}` or `{{name.part}}`.');
  }
  for (const pipe of piped) {
    if (!isPipe(pipe))
      throw new LanguageError(
        `no pipe \`|${pipe}\``,
        column,
        didYouMean(pipe, pipes) ?? `There are ${pipes.map((one) => `\`|${one}\``).join(', ')}.`,
      );
  }
  return { path: name.split('.'), pipes: piped, column };
}
