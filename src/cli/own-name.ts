import { basename } from 'node:path';
import type { Io } from './io.ts';

/** What a person types: kubectl runs the program `kubectl-connection`, and krew puts no other one into PATH. */
export function nameOf(program: string | undefined): string {
  return basename(program ?? '').startsWith('kubectl-') ? 'kubectl connection' : 'connection';
}

export function ownName({ name = 'connection' }: Pick<Io, 'name'>): string {
  return name;
}

/** A text with the commands in it as this person types them. */
export function asTyped(io: Pick<Io, 'name'>, text: string): string {
  return text.replaceAll(/(?<=`|^ {2}|\| )connection (?=[a-z-])/gm, `${ownName(io)} `);
}
