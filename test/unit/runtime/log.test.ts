import { describe, expect, it } from '@jest/globals';
import { Writable } from 'node:stream';

import { createLogger, type Logger, type LogLevel } from '../../../src/runtime/log.ts';
import { createRedactor, REDACTED, type Redactor } from '../../../src/runtime/redactor.ts';
import { FakeClock } from '../../support/fake-clock.ts';

function logTo(level: LogLevel = 'info'): { log: Logger; redact: Redactor; lines: () => Record<string, unknown>[] } {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  const redact = createRedactor();
  const log = createLogger({ level, redact, stream, clock: new FakeClock() });
  const lines = (): Record<string, unknown>[] =>
    text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { log, redact, lines };
}

describe('createLogger', () => {
  it('writes one JSON object a line, with its fields and those of its parents', () => {
    const { log, lines } = logTo();

    log.child({ pod: 'a' }).child({ key: 'ns/x' }).warn('Slow', { durationMs: 12 });

    const time = '2030-01-01T00:00:00.000Z';
    expect(lines()).toEqual([{ time, level: 'warn', message: 'Slow', pod: 'a', key: 'ns/x', durationMs: 12 }]);
  });

  it.each([
    ['debug', 4],
    ['info', 3],
    ['warn', 2],
    ['error', 1],
  ] as const)('at level %s writes %i of four lines', (level, count) => {
    const { log, lines } = logTo(level);

    log.debug('a');
    log.info('b');
    log.warn('c');
    log.error('d');

    expect(lines()).toHaveLength(count);
  });

  it('writes errors with name, message, code, stack and causes', () => {
    const { log, lines } = logTo();
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });

    log.error('Failed', { error: new TypeError('no answer', { cause }), all: new AggregateError([cause]) });

    const [line] = lines();
    const refused = { name: 'Error', message: 'refused', code: 'ECONNREFUSED', stack: cause.stack };
    expect(line).toMatchObject({
      error: { name: 'TypeError', message: 'no answer', stack: expect.stringContaining('TypeError'), cause: refused },
      all: { errors: [refused] },
    });
  });

  it('keeps its own fields where others have the same name', () => {
    const { log, lines } = logTo();

    log.info('Mine', { message: 'theirs', level: 'theirs', time: 'theirs', stack: 'kept' });

    expect(lines()[0]).toMatchObject({ message: 'Mine', level: 'info', stack: 'kept' });
    expect(lines()[0]?.['time']).not.toBe('theirs');
  });

  it('writes what plain JSON cannot', () => {
    const { log, lines } = logTo();
    const circle: Record<string, unknown> = { big: 12n };
    circle['self'] = circle;

    log.info('Odd', { circle });

    expect(lines()[0]).toMatchObject({ circle: { big: '12', self: '[Circular]' } });
  });

  it('removes known values wherever they are', () => {
    const { log, redact, lines } = logTo();
    const secret = 'line one\n"line two"';
    redact.add(secret);

    log.info('Sent', { deep: [{ reply: `got ${secret}` }], error: new Error(`bad ${secret}`) });

    expect(JSON.stringify(lines())).not.toContain('line two');
    expect(lines()[0]).toMatchObject({ deep: [{ reply: `got ${REDACTED}` }], error: { message: `bad ${REDACTED}` } });
  });
});
