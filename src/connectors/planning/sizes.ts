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
  return walked(value, room).what;
}

/** The same, and the key of the field that is too large by itself, if there is one. */
export function excessAt(value: object, room: Room): { what: string; key?: string } | undefined {
  const { what, key } = walked(value, room);
  if (what === undefined) return undefined;
  const isAlone = key !== undefined && walked((value as Record<string, unknown>)[key], room).what !== undefined;
  return isAlone ? { what, key } : { what };
}

/** @returns where the walk ended, too */
function walked(value: unknown, room: Room): { what?: string; key?: string | undefined } {
  const walk: Walk = { left: { ...room }, depth: room.depth };
  if (fits(value, room.depth, walk)) {
    const bytes = Buffer.byteLength(JSON.stringify(value, digits) ?? '');
    return bytes > room.bytes ? { what: tooLargeFor(room) } : {};
  }
  const { key, left } = walk;
  const what = left.bytes < 0 ? tooLargeFor(room) : left.values < 0 ? tooMany(room) : tooDeep(room);
  return { what, key };
}

interface Walk {
  left: Room;
  /** Of the outermost value. */
  depth: number;
  /** The field of the outermost value that is walked through. */
  key?: string;
}

/** Ends as soon as it is clear: what is too large is not walked through. */
function fits(value: unknown, depth: number, walk: Walk): boolean {
  const { left } = walk;
  left.values -= 1;
  if (typeof value === 'string') left.bytes -= value.length;
  if (left.values < 0 || left.bytes < 0) return false;
  if (typeof value !== 'object' || value === null) return true;
  if (depth === 0) return false;
  for (const key in value) {
    if (!Object.hasOwn(value, key)) continue;
    if (depth === walk.depth) walk.key = key;
    left.bytes -= key.length;
    if (left.bytes < 0 || !fits((value as Record<string, unknown>)[key], depth - 1, walk)) return false;
  }
  return true;
}

/** JSON has no numbers of any size, this project's reading of it has. */
export function digits(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** What is wrong with a value that has more than these bytes, as the end of a sentence. */
export function tooLargeFor({ bytes }: Pick<Room, 'bytes'>): string {
  return `is too large: at most ${bytes / 1024} KiB`;
}

function tooMany({ values }: Room): string {
  return `has more than ${values} values`;
}

function tooDeep({ depth }: Room): string {
  return `has lists and objects within one another, more than ${depth} deep`;
}
