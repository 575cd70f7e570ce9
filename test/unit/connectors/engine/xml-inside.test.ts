import { expect, it } from '@jest/globals';
import { compileExpression } from '../../../../src/connectors/engine/expression.ts';
import { insideXml } from '../../../../src/connectors/engine/xml-inside.ts';

it.each([
  ['as it stands', '<t:Token xmlns:t="urn:t"><a  b=\'1\'/>&amp;</t:Token>', "<a  b='1'/>&amp;"],
  ['without a prefix', '<x><Token>1</Token></x>', '1'],
  ['over lines', '<Token\n a="1"\n>\n1\n</Token>', '\n1\n'],
  ['of the first', '<Token>1</Token><Token>2</Token>', '1'],
  ['of that very name', '<TokenType>0</TokenType><MyToken>0</MyToken><Token>1</Token>', '1'],
  ['of a tag that ends before the next begins', '<t:Token <Token>1</Token>', '1'],
  ['none: closed at once', '<Token a="1"/><x></Token>', ''],
  ['none: never closed', '<t:Token>1</Token>', ''],
  ['none: not there', 'hello', ''],
])('takes what is inside an element, %s', (_name, text, wanted) => {
  expect(insideXml(text, 'Token')).toBe(wanted);
  expect(compileExpression('text.inside("Token")')({ text })).toBe(wanted);
});
