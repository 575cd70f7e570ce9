import type { Problem } from '../../api/problems.ts';
import { folderPages } from './folder-pages.ts';
import { partOf } from './from-address.ts';
import { isShown } from './shown.ts';

/**
 * Why `spec.requires.path` cannot be the path or ID of a folder: it is the address that a browser shows for one.
 * @param platform - its name
 */
export function folderAddressProblem(platform: string, path: string | undefined): Problem | undefined {
  const pages = folderPages[platform];
  if (pages === undefined || path === undefined || !isAddress.test(path)) return undefined;
  const part = partOf(decoded(path), pages);
  const fix = part === undefined || !isShown(part) ? {} : { fix: `write ${part}` };
  return { at: 'spec.requires.path', kind: 'invalid', what: 'is an address, not the path or ID of a folder', ...fix };
}

/** A bucket and prefix may be written as an address of S3; that driver says what is wrong with one. */
const isAddress = /^\s*(?:https?|s?ftps?|ftpes|davs?|webdavs?|file|nfs):\/\//i;

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
