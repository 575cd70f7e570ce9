import { isFailure, failure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import type { Access } from '../../verdict.ts';
import { accessOf } from './access.ts';
import { idCause, linked, type Asked } from './statuses.ts';

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
    return failure('Authorized', 'TargetNotFound', { about: `${asked.about}: what has this name is no directory` });
  }
  const access = accessOf(granted, supported);
  const reads = requires.access === undefined || requires.access.includes('Read');
  if (access.read !== 'Denied' || !reads) return access;
  const denied = failure('Authorized', 'PermissionDenied', { about: `read ${asked.about}`, causes: [idCause] });
  return { ...denied, access };
}
