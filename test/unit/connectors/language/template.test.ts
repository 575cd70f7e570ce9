import { describe, expect, it } from '@jest/globals';
import {
  parseTemplate,
  renderHeader,
  renderJson,
  renderText,
  renderXml,
  required,
  TemplateError,
} from '../../../../src/connectors/language/template.ts';
import { LanguageError } from '../../../../src/connectors/language/language-error.ts';

const names = {
  config: { a: `<&"'>`, list: ['x', 'y z', null], on: true, off: false, count: 3, blank: '', none: null, empty: [] },
  secret: { token: 'T', 'tls-key': 'K' },
  requires: { path: '/Ünï "x"' },
  session: { id: 'S', nested: { deep: 1 } },
  host: 'h.corp',
};

describe('variables', () => {
  it.each([
    ['plain text', 'plain text'],
    ['{{host}}', 'h.corp'],
    ['https://{{ host }}/{{session.id}}.', 'https://h.corp/S.'],
    ['{{config.count}}{{config.on}}{{config.off}}', '3truefalse'],
    ['{{secret.tls-key}}', 'K'],
    ['{{session.nested.deep}}', '1'],
    ['{"a":{{config.count}}}', '{"a":3}'],
    ['}} {', '}} {'],
    ['', ''],
  ])('%s is %s', (template, wanted) => {
    expect(renderText(template, names)).toBe(wanted);
  });

  it.each([
    '{{config.absent}}',
    'a {{config.none}} b',
    '{{config.blank}}',
    '{{config.empty}}',
    '{{unknown.x}}',
    '{{host.x}}',
    '{{session.nested}}',
    '{{config.constructor}}',
    '{{toString}}',
    '{{session.id}}{{config.empty}}',
  ])('%s is empty', (template) => {
    expect(renderText(template, names)).toBeUndefined();
    expect(renderHeader(template, names)).toBeUndefined();
    expect(renderXml(template, names)).toBeUndefined();
    expect(renderJson([template], names)).toEqual([]);
  });

  it('does not read a value as a template', () => {
    expect(renderText('{{config.a}}', { config: { a: '{{secret.s}}' }, secret: { s: 'hidden' } })).toBe('{{secret.s}}');
  });
});

describe('pipes', () => {
  it.each([
    ['{{config.list}}', 'x y z'],
    ['{{config.list|commas}}', 'x,y z'],
    ['{{config.a|odata}}', `<&"''>`],
    ['{{requires.path | json}}', '"/\\u00dcn\\u00ef \\"x\\""'],
    ['{{config.a|odata|json}}', `"<&\\"''>"`],
    ['{"path":{{requires.path|json}}}', '{"path":"/\\u00dcn\\u00ef \\"x\\""}'],
  ])('%s is %s', (template, wanted) => {
    expect(renderText(template, names)).toBe(wanted);
  });

  it('has JSON in a header in ASCII, whatever the text', () => {
    expect(renderHeader('{{x|json}}', { x: '日本\u007f\n' })).toBe('"\\u65e5\\u672c\\u007f\\n"');
  });
});

describe('what is refused', () => {
  it.each<[string, string, number]>([
    ['{{}}', '`{{}}` is not a variable', 3],
    ['a {{ b c }}', '`{{ b c }}` is not a variable', 6],
    ['{{.a}}', '`{{.a}}` is not a variable', 3],
    ['{{a.}}', '`{{a.}}` is not a variable', 3],
    ['{{{a}}}', '`{{{a}}` is not a variable', 3],
    ['{{a|upper}}', 'no pipe `|upper`', 3],
    ['{{a|}}', 'no pipe `|`', 3],
    ['ab {{a', '`{{` is not closed by `}}`', 4],
    ['x'.repeat(4097), '4097 characters, at most 4096', 1],
  ])('%s', (template, message, column) => {
    const refused = errorOf(() => parseTemplate(template));

    expect(refused).toBeInstanceOf(LanguageError);
    expect(refused).toMatchObject({ message, column });
  });

  it('tells a variable, its pipes and its column', () => {
    expect(parseTemplate('a/{{path|odata|segments}}')).toEqual([
      { literal: 'a/' },
      { path: ['path'], pipes: ['odata', 'segments'], column: 5 },
    ]);
  });
});

describe('headers', () => {
  it.each(['abc\r\nX-Evil: 1', 'a\u0000', 'a\u007f', 'aŁ'])('refuse %j by the name of the variable', (token) => {
    const refused = errorOf(() => renderHeader('Bearer {{secret.token}}', { secret: { token } }));

    expect(refused).toBeInstanceOf(TemplateError);
    expect(refused).toMatchObject({
      message: 'token has a character that cannot stand in an HTTP header',
      reason: 'SecretInvalid',
    });
  });

  it('take a tab and Latin letters', () => {
    expect(renderHeader('{{a}}', { a: 'ü\tÿ' })).toBe('ü\tÿ');
  });
});

describe('XML', () => {
  it('escapes values, and only them', () => {
    expect(renderXml('<v>{{config.a}}</v>', names)).toBe('<v>&lt;&amp;&quot;&apos;&gt;</v>');
  });

  it.each(['\u0000', '\u000b', '\ufffe', '\ud800'])('refuses %j', (x) => {
    expect(() => renderXml('{{session.x}}', { session: { x } })).toThrow('session.x has a character that cannot');
  });
});

describe('JSON', () => {
  it('fills in each string, and leaves out what is empty', () => {
    const value = {
      a: '{{config.a}}',
      none: '{{config.none}}',
      n: 1,
      z: null,
      deep: [{ b: 'x{{host}}' }, '{{absent}}'],
    };

    expect(renderJson(value, names)).toEqual({ a: `<&"'>`, n: 1, z: null, deep: [{ b: 'xh.corp' }] });
  });

  it('keeps boolean, number and list of a lone variable', () => {
    const value = ['{{config.on}}', '{{ config.off }}', '{{config.count}}', '{{config.list}}', 'x{{config.on}}'];

    expect(renderJson(value, names)).toEqual([true, false, 3, ['x', 'y z', null], 'xtrue']);
    expect(renderJson('{{config.list|commas}}', names)).toBe('x,y z');
    expect(renderJson('{{big}}', { big: 12345678901234567890n })).toBe('12345678901234567890');
  });
});

describe('what cannot be left out', () => {
  it.each([
    ['Bearer {{secret.absent}}', 'SecretInvalid', 'the request needs absent'],
    ['{{config.absent}}{{host}}', 'InvalidConfiguration', 'the request needs spec.config.absent'],
    ['{{requires.absent}}', 'InvalidConfiguration', 'the request needs spec.requires.absent'],
    ['{{where}}{{where}}', 'InvalidConfiguration', 'the request needs spec.config (where)'],
    ['{{session.token}}', 'UnexpectedReply', 'the request needs session.token'],
    ['{{serviceAccount.token}}', 'InvalidConfiguration', 'the request needs the token of the ServiceAccount'],
    ['{{host}}{{config.x}}{{secret.y}}', 'InvalidConfiguration', 'the request needs spec.config.x, y'],
  ])('%s', (template, reason, message) => {
    const refused = errorOf(() => required(renderText(template, names), template, names));

    expect(refused).toBeInstanceOf(TemplateError);
    expect(refused).toMatchObject({ reason, message });
  });

  it('passes on what there is', () => {
    expect(required(renderText('{{host}}', names), '{{host}}')).toBe('h.corp');
  });
});

function errorOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
