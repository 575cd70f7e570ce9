import { celError, celFunc, celList, celMethod, CelScalar, isCelList, listType, mapType } from '@bufbuild/cel';
import type { CelFunc, CelValue } from '@bufbuild/cel';
import { host, origin, path, urlPath } from './address-functions.ts';
import { timestampOf, timestampType } from './cel-time.ts';
import { inputValue } from './input-value.ts';
import { evaluationLimits as limits } from './evaluation-limits.ts';
import { noValue } from './no-value.ts';
import * as texts from './text-functions.ts';
import { innerXml } from './xml-inside.ts';

const { BOOL, DOUBLE, DYN, INT, STRING } = CelScalar;
const LIST = listType(DYN);
const MAP = mapType(DYN, DYN);

/** What the language adds to CEL and its `strings` extension. */
export const ownFunctions: readonly CelFunc[] = [
  celFunc('list', [DYN], LIST, (value) => celList(listOf(value))),
  celFunc('bit', [DYN, INT], BOOL, (number, position) => there(texts.bit(number, position))),
  celFunc('cookieHeader', [MAP, STRING], STRING, (cookies, prefix) => cookieHeader(cookies, prefix)),
  celMethod('words', STRING, [], LIST, function () {
    return celList(texts.words(this));
  }),
  celMethod('parts', STRING, [], LIST, function () {
    return celList(texts.parts(this));
  }),
  ofText('trimSlash', texts.trimSlash),
  ofText('base64', texts.base64),
  ofText('origin', origin),
  ofText('host', host),
  ofText('path', path),
  ofText('urlPath', urlPath),
  ofTwoTexts('after', texts.after),
  ofTwoTexts('before', texts.before),
  ofTwoTexts('innerXml', innerXml),
  ofTwoTexts('inputValue', inputValue),
  celMethod('between', STRING, [STRING, STRING], STRING, function (first, second) {
    return there(texts.between(this, first, second));
  }),
];

/** Functions of the library that take more time than their text has characters, or that do not do what CEL says. */
export const replacedFunctions: readonly CelFunc[] = [
  celMethod('replace', STRING, [STRING, STRING], STRING, function (from, to) {
    return replaced(this, from, to, -1n);
  }),
  celMethod('replace', STRING, [STRING, STRING, INT], STRING, function (from, to, most) {
    return replaced(this, from, to, most);
  }),
  ofText('lowerAscii', (text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())),
  ofText('upperAscii', (text) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase())),
  // A blank text would be 0.
  celFunc('int', [STRING], INT, (text) => BigInt(numeric(text, /^[+-]?\d{1,19}$/))),
  celFunc('double', [STRING], DOUBLE, (text) => Number(numeric(text, /^[+-]?(\d+\.?|\d*\.\d+)(e[+-]?\d+)?$/i))),
  celFunc('timestamp', [INT], timestampType, (seconds) => timestampOf(new Date(Number(seconds) * 1000)) as never),
];

function ofText(name: string, work: (text: string) => string | undefined): CelFunc {
  return celMethod(name, STRING, [], STRING, function () {
    return there(work(this));
  });
}

function ofTwoTexts(name: string, work: (text: string, other: string) => string | undefined): CelFunc {
  return celMethod(name, STRING, [STRING], STRING, function (other) {
    return there(work(this, other));
  });
}

function numeric(text: string, form: RegExp): string {
  if (form.test(text)) return text.startsWith('+') ? text.slice(1) : text;
  throw celError('the text is not a number');
}

/** @throws CelError that says that there is no value */
function there<T>(value: T | undefined): T {
  if (value === undefined) throw noValue();
  return value;
}

function replaced(text: string, from: string, to: string, most: bigint): string {
  const result = texts.replace(text, [from, to], Number(most), limits.text);
  if (result === undefined) throw celError('the text is too long');
  return result;
}

function listOf(value: CelValue): CelValue[] {
  if (value === null) return [];
  return isCelList(value) ? Array.from(value) : [value];
}

function cookieHeader(cookies: Iterable<readonly [unknown, unknown]>, prefix: string): string {
  return Array.from(cookies)
    .filter(([name]) => String(name).startsWith(prefix))
    .map(([name, value]) => `${String(name)}=${String(value)}`)
    .join('; ');
}
