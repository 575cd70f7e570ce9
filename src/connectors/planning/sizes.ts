/** How much a value may hold. */
export interface Room {
  /** Of it as JSON, in UTF-8. */
  bytes: number;
  /** Lists and objects within one another. */
  depth: number;
  /** Texts, numbers, lists, objects and so on, all together. */
  values: number;
}

/** The way in which a value is too large for its room, as the end of a sentence; undefined if it fits. */
export function excess(value: unknown, room: Room): string | undefined {
  const left = { ...room };
  if (!fitsIn(value, room.depth, left)) {
    if (left.bytes < 0) return tooLarge(room);
    return left.values < 0
      ? `has more than ${room.values} values`
      : `has lists and objects within one another, more than ${room.depth} deep`;
  }
  return Buffer.byteLength(JSON.stringify(value, digits) ?? '') > room.bytes ? tooLarge(room) : undefined;
}

/** Ends as soon as it is clear: what is too large is not walked through. */
function fitsIn(value: unknown, depth: number, left: Room): boolean {
  left.values -= 1;
  if (typeof value === 'string') left.bytes -= value.length;
  if (left.values < 0 || left.bytes < 0) return false;
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    left.bytes -= key.length;
    if (!fitsIn((value as Record<string, unknown>)[key], depth - 1, left)) return false;
  }
  return left.bytes >= 0;
}

/** JSON has no numbers of any size, this project's reading of it has. */
export function digits(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

function tooLarge({ bytes }: Room): string {
  return `is too large: at most ${bytes / 1024} KiB`;
}
