import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { problemMessages } from '../../src/messages/catalogue.ts';
import { effectExplanations } from '../../src/messages/explanations/effect.ts';
import { explanationMessages } from '../../src/messages/explanations.ts';

const src = new URL('../../src/', import.meta.url);
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
const uttered = files.filter((name) => !name.startsWith('messages/')).map((name) => utterancesOf(name, read(name)));
const known = { ...problemMessages, ...explanationMessages, ...effectExplanations };

/** Refusals whose code is chosen at run time, from codes that stand elsewhere as text. */
const chosenAtRunTime = 9;

describe('the catalogue of refusals', () => {
  it('was looked for in every file', () => {
    expect(uttered.length).toBeGreaterThan(150);
    expect(uttered.flatMap(({ refusals }) => refusals).length).toBeGreaterThan(200);
    expect(Object.keys(problemMessages).length).toBeGreaterThan(150);
  });

  it('has a sentence for every code that is thrown or stands in a row', () => {
    const missing = uttered.flatMap(({ refusals }) => refusals).filter(({ code }) => known[code] === undefined);
    expect(missing.map(({ where, code }) => `${where} ${code}`)).toEqual([]);
  });

  it('knows every place where the code is not written out', () => {
    const computed = uttered.flatMap(({ computed: places }) => places);
    expect(computed.length, computed.join('\n')).toBeLessThanOrEqual(chosenAtRunTime);
  });

  it('has no sentence that nothing utters', () => {
    const texts = new Set(uttered.flatMap(({ texts: own }) => own));
    const ends = uttered.flatMap(({ ends: own }) => own);
    const beginnings = uttered.flatMap(({ beginnings: own }) => own);
    const unheard = (code: string) =>
      !texts.has(code) &&
      !ends.some((end) => code.endsWith(end)) &&
      !beginnings.some((start) => code.startsWith(start));
    expect(Object.keys(problemMessages).filter(unheard)).toEqual([]);
  });

  it('says nothing in braces that the refusal does not name', () => {
    const unnamed = uttered
      .flatMap(({ refusals }) => refusals)
      .flatMap(({ code, names, where }) => {
        // What stands in a route's example is no refusal.
        if (names === undefined || where.startsWith('http/api/')) return [];
        const wanted = [...(known[code]?.zh ?? '').matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
        return wanted.filter((name) => !names.includes(name)).map((name) => `${where} ${code} {${name}}`);
      });
    expect(unnamed).toEqual([]);
  });

  it('is in Chinese and in English', () => {
    for (const [code, { zh, en }] of Object.entries(problemMessages)) {
      expect(zh, code).toMatch(/\p{Script=Han}/u);
      expect(en, code).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('would notice a refusal without a sentence and one whose code is computed', () => {
    const planted = utterancesOf(
      'planted.ts',
      "throw new DomainError('invalid', 'planted.code', { a, b: 1 }); f({ at, code: 'planted.row' }); new DomainError('invalid', x);",
    );
    expect(planted.refusals.map(({ code, names }) => [code, names])).toEqual([
      ['planted.code', ['a', 'b', 'at', 'value']],
      ['planted.row', ['at', 'value']],
    ]);
    expect(planted.computed).toHaveLength(1);
  });
});

interface Utterances {
  readonly refusals: readonly {
    readonly code: string;
    readonly where: string;
    readonly names: readonly string[] | undefined;
  }[];
  /** Refusals whose code is not written out. */
  readonly computed: readonly string[];
  readonly texts: readonly string[];
  /** How texts end that are put together, such as `${noun}.bad-value`. */
  readonly ends: readonly string[];
  /** How they begin, such as `worksheet.code-${kind}`. */
  readonly beginnings: readonly string[];
}

function utterancesOf(name: string, source: string): Utterances {
  const refusals: Utterances['refusals'][number][] = [];
  const computed: string[] = [];
  const texts: string[] = [];
  const ends: string[] = [];
  const beginnings: string[] = [];
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const where = (node: ts.Node) => `${name}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node)) texts.push(node.text);
    if (ts.isTemplateHead(node) && /^[a-z-]+\.[a-z-]+-$/.test(node.text)) beginnings.push(node.text);
    if (ts.isTemplateTail(node) && /^\.[a-z-]+$/.test(node.text)) ends.push(node.text);
    if (ts.isNewExpression(node) && node.expression.getText() === 'DomainError') {
      const [, code, parameters] = node.arguments ?? [];
      const codes = code === undefined ? [] : literalsOf(code);
      if (codes.length === 0) computed.push(where(node));
      refusals.push(...codes.map((text) => ({ code: text, where: where(node), names: namesIn(parameters) })));
    }
    if (ts.isPropertyAssignment(node) && node.name.getText() === 'code' && ts.isStringLiteral(node.initializer)) {
      const { text } = node.initializer;
      const isRow = /^[a-z-]+(\.[a-z0-9-]+)+$/.test(text) && ts.isObjectLiteralExpression(node.parent);
      const parameters = isRow ? propertyOf(node.parent, 'parameters') : undefined;
      if (isRow) refusals.push({ code: text, where: where(node), names: rowNames(node.parent, parameters) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { refusals, computed, texts, ends, beginnings };
}

function literalsOf(node: ts.Expression): string[] {
  if (ts.isStringLiteral(node)) return [node.text];
  return ts.isConditionalExpression(node) ? [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)] : [];
}

/** The names that a sentence may use; undefined where they cannot be read off the text. */
function namesIn(parameters: ts.Expression | undefined): string[] | undefined {
  const always = ['at', 'value'];
  if (parameters === undefined) return always;
  if (!ts.isObjectLiteralExpression(parameters)) return undefined;
  if (parameters.properties.some(ts.isSpreadAssignment)) return undefined;
  return [...parameters.properties.map((property) => property.name?.getText() ?? ''), ...always];
}

function rowNames(row: ts.ObjectLiteralExpression, parameters: ts.Expression | 'shorthand' | undefined) {
  if (parameters === 'shorthand' || row.properties.some(ts.isSpreadAssignment)) return undefined;
  return namesIn(parameters);
}

function propertyOf(object: ts.ObjectLiteralExpression, name: string): ts.Expression | 'shorthand' | undefined {
  const found = object.properties.find((property) => property.name?.getText() === name);
  if (found === undefined) return undefined;
  return ts.isPropertyAssignment(found) ? found.initializer : 'shorthand';
}

function read(name: string): string {
  return readFileSync(new URL(name, src), 'utf8');
}
