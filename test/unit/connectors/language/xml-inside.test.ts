import { expect, it } from '@jest/globals';
import { innerXml } from '../../../../src/connectors/language/xml-inside.ts';

it.each([
  ['as it stands', '<t:Token xmlns:t="urn:t"><a  b=\'1\'/>&amp;</t:Token>', "<a  b='1'/>&amp;"],
  ['without a prefix', '<x><Token>1</Token></x>', '1'],
  ['over lines', '<Token\n a="1"\n>\n1\n</Token\n>', '\n1\n'],
  ['of the first', '<Token>1</Token><Token>2</Token>', '1'],
  ['of that very name', '<TokenType>0</TokenType><MyToken>0</MyToken><Token>1</Token>', '1'],
  ['of a tag that ends before the next begins', '<t:Token <Token>1</Token>', '1'],
  ['with the same element inside', '<Token><Token>1</Token>2</Token>3', '<Token>1</Token>2'],
  ['with an empty one inside', '<Token><Token/>2</Token>3', '<Token/>2'],
  ['with one of another prefix inside', '<a:Token><b:Token></a:Token>', '<b:Token>'],
  ['with a bracket in an attribute', '<Token a=">" b=\'>\'>1</Token>', '1'],
  ['not of a comment', '<!-- <Token>0</Token> --><Token>1</Token>', '1'],
  ['with an end in CDATA', '<Token><![CDATA[</Token>]]></Token>', '<![CDATA[</Token>]]>'],
  ['behind a declaration', '<?xml version="1.0"?><Token>1</Token>', '1'],
  ['none: closed at once', '<Token a="1"/><x></Token>', ''],
  ['none: empty', '<Token></Token>', ''],
  ['none: never closed', '<t:Token>1</Token>', undefined],
  ['none: an end only', '</Token>', undefined],
  ['none: not there', 'hello', undefined],
])('takes what is inside an element, %s', (_name, text, wanted) => {
  expect(innerXml(text, 'Token')).toBe(wanted);
});
