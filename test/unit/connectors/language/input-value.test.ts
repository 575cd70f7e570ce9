import { expect, it } from '@jest/globals';
import { inputValue } from '../../../../src/connectors/language/input-value.ts';

it.each([
  ['in double quotes', '<form><input type="hidden" name="csrf" value="a b"/></form>', 'a b'],
  ['in single quotes', "<input value='a' name='csrf'>", 'a'],
  ['without quotes', '<INPUT NAME=csrf VALUE=a/b>', 'a/b'],
  ['over lines', '<input\n  name = "csrf"\n  value = "a"\n>', 'a'],
  [
    'with entities',
    '<input name="csrf" value="&lt;&amp;&#39;&#x41;&quot;&unknown;&#99999999;">',
    '<&\'A"&unknown;&#99999999;',
  ],
  ['with a bracket in it', '<input name="csrf" value="a>b">', 'a>b'],
  ['of the first', '<input name="csrf" value="a"><input name="csrf" value="b">', 'a'],
  ['of that very name', '<input name="csrf2" value="a"><input id="csrf"><input name="csrf" value="b">', 'b'],
  ['not of a comment', '<!-- <input name="csrf" value="a"> --><input name="csrf" value="b">', 'b'],
  ['not of another element', '<inputs name="csrf" value="a"><input name="csrf" value="b">', 'b'],
  ['the first of two attributes', '<input name="csrf" value="a" value="b">', 'a'],
  ['empty', '<input name="csrf" value="">', ''],
  ['absent', '<input name="csrf" required>', ''],
  ['none: no field', '<p>csrf</p>', undefined],
  ['none: a quote never ends', '<input name="csrf value="a"', undefined],
  ['none: a comment never ends', '<!-- <input name="csrf" value="a">', undefined],
])('takes the value of a form field, %s', (_name, page, wanted) => {
  expect(inputValue(page, 'csrf')).toBe(wanted);
});
