import type { Writable } from 'node:stream';
import { types } from 'node:util';
import winston from 'winston';

import { wallOf, systemClock, type Clock } from './clock.ts';
import type { Redactor } from './redactor.ts';

export type LogFields = Record<string, unknown>;
export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** A line is a static message; everything that varies goes into the fields. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** A logger that adds these fields to every line. */
  child(fields: LogFields): Logger;
}

export interface LoggerOptions {
  level: LogLevel;
  redact: Redactor;
  /** Where the lines go; default stdout. */
  stream?: Writable;
  clock?: Clock;
}

/** JSON lines `{time, level, message, ...fields}`, from which every value the redactor knows is removed last. */
export function createLogger({ level, redact, stream = process.stdout, clock = systemClock }: LoggerOptions): Logger {
  const { combine, json } = winston.format;
  const root = winston.createLogger({
    level,
    levels: { error: 0, warn: 1, info: 2, debug: 3 },
    format: combine(flatten({ clock }), json({ replacer, deterministic: false, maximumDepth: 12 }), scrub({ redact })),
    transports: [new winston.transports.Stream({ stream, eol: '\n' })],
  });
  return withFields(root, {});
}

function withFields(root: winston.Logger, bound: LogFields): Logger {
  const at =
    (level: LogLevel) =>
    (message: string, fields?: LogFields): void => {
      // Nested under one key, as winston appends a `message` and mangles a `stack` found among its meta fields.
      root.log({ level, message, fields: fields === undefined ? bound : { ...bound, ...fields } });
    };
  return {
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    child: (fields) => withFields(root, { ...bound, ...fields }),
  };
}

const LEVEL = Symbol.for('level');
const MESSAGE = Symbol.for('message');

const flatten = winston.format((info, options) => {
  const { clock } = options as { clock: Clock };
  const head = { time: new Date(wallOf(clock)).toISOString(), level: info.level, message: info.message };
  return { ...head, ...(info['fields'] as LogFields), ...head, [LEVEL]: info[LEVEL] };
});

const scrub = winston.format((info, options) => {
  const { redact } = options as { redact: Redactor };
  info[MESSAGE] = redact.scrub(String(info[MESSAGE]));
  return info;
});

function replacer(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString();
  return types.isNativeError(value) ? errorFields(value) : value;
}

function errorFields(error: Error): LogFields {
  const { code, errors } = error as { code?: unknown; errors?: unknown };
  return {
    name: error.name,
    message: error.message,
    ...(code !== undefined && { code }),
    stack: error.stack,
    ...(error.cause !== undefined && { cause: error.cause }),
    ...(errors !== undefined && { errors }),
  };
}
