import { celError, type CelError } from '@bufbuild/cel';

const missing = 'there is no value';

/** For a function whose text does not hold what it looks for. */
export function noValue(): CelError {
  return celError(missing);
}

/** How the library begins to say that a function, a loop or a condition was given something of another type. */
const wrongType = ['found no matching overload for ', 'type mismatch: '];

/**
 * A field, key, index or name that is not there, or a function that found nothing or was given null; not another wrong
 * type. The library has words for them and no code. Its own functions on text say other words about an index.
 */
export function isAbsence({ message }: CelError): boolean {
  return (
    message === missing ||
    message === 'unresolved attribute' ||
    message.startsWith('field not found: ') ||
    (message.startsWith('index ') && message.endsWith(' out of bounds [0, -1)')) ||
    (wrongType.some((words) => message.startsWith(words)) && message.includes('null_type'))
  );
}
