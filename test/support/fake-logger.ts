import type { LogFields, Logger, LogLevel } from '../../src/runtime/log.ts';

/** Keeps what is logged. */
export class FakeLogger implements Logger {
  readonly lines: { level: LogLevel; message: string; fields: LogFields }[];
  readonly #bound: LogFields;

  constructor(bound: LogFields = {}, lines: FakeLogger['lines'] = []) {
    this.#bound = bound;
    this.lines = lines;
  }

  /** The messages of one level, in order. */
  messages(level: LogLevel): string[] {
    return this.lines.filter((line) => line.level === level).map((line) => line.message);
  }

  debug(message: string, fields?: LogFields): void {
    this.#push('debug', message, fields);
  }

  info(message: string, fields?: LogFields): void {
    this.#push('info', message, fields);
  }

  warn(message: string, fields?: LogFields): void {
    this.#push('warn', message, fields);
  }

  error(message: string, fields?: LogFields): void {
    this.#push('error', message, fields);
  }

  child(fields: LogFields): FakeLogger {
    return new FakeLogger({ ...this.#bound, ...fields }, this.lines);
  }

  #push(level: LogLevel, message: string, fields: LogFields = {}): void {
    this.lines.push({ level, message, fields: { ...this.#bound, ...fields } });
  }
}
