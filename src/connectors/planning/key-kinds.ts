/** Keys that may hold anything a person thinks of. */
export const isFree = (key: string) => /pass(word|phrase)/i.test(key);

/** Those whose value no program made. */
export const isOwn = (key: string) => isFree(key) || /user|mail/i.test(key);

const isFileKey = (key: string) => /file|cert|json|pem/i.test(key);

/** Keys of which no file is the value; keys of custom Platforms may be called anything else. */
export const isPlain = (key: string) =>
  /pass|token|secret|user|mail/i.test(key) && !isFileKey(key) && !/key/i.test(key);

/** A program made the value: it has one line and no space. */
export const isMade = (key: string) =>
  !isOwn(key) && !isFileKey(key) && /token|secret|(api|app|access|account)[-_]?key/i.test(key);

/** An ID, which is no secret and no file. */
export const isId = (key: string) => /id$/i.test(key) && !isFileKey(key);
