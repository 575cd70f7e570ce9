import { isFailure, failure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import type { Access } from '../../verdict.ts';
import { accessOf } from './access.ts';
import { idCause, linked, type Asked } from './statuses.ts';

/** An export of a server that has taken calls as this user. */
export interface OpenedExport {
  /** What is where the path ends, or why it is of no use. */
  look(): Promise<Looked | Failure>;
  /** Gives back what the server has written down. */
  end(): Promise<void>;
}

/** What was found where the path ends. */
export interface Looked {
  /** ftype3 and nfs_ftype4, whose numbers are the same. */
  type: number;
  granted: number;
  /** Bits that the server can tell, where it says so. */
  supported?: number;
  asked: Asked;
}

const directory = 2;
export const link = 5;

/** What may be done there, or why it is of no use. A directory that may not be listed will do for who does not read. */
export function rightsIn(looked: Looked | Failure, { requires }: Plan): Access | Failure {
  if (isFailure(looked)) return looked;
  const { type, granted, supported, asked } = looked;
  if (type === link) return linked(asked);
  if (type !== directory) {
    return failure('TargetNotFound', { about: `${asked.about}: what has this name is no directory` });
  }
  const access = accessOf(granted, supported);
  const reads = requires.access === undefined || requires.access.includes('Read');
  if (access.read !== 'Denied' || !reads) return access;
  return failure('PermissionDenied', { about: `read ${asked.about}`, causes: [idCause], access });
}
