import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Explanation, placeholdersOf, render } from '../../src/core/explanation.ts';
import { legalBases, rightMeasures } from '../../src/core/register/right.ts';
import { requirement } from '../../src/core/rules/scheme-words.ts';
import { standingOf } from '../../src/core/standing.ts';
import { problemMessages } from '../../src/messages/catalogue.ts';
import { explanationMessages } from '../../src/messages/explanations.ts';
import { DoctorRecord, item } from '../support/record.ts';

/** Every dotted code in quotes that the rules, the procedure and the library can utter. */
function codesOf(nouns: string): string[] {
  const src = new URL('../../src/', import.meta.url);
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) =>
      /^(core\/(rules|procedure)\/|core\/standing|core\/sanction|core\/register\/calendar|library).*\.ts$/.test(name),
    )
    .flatMap((name) => {
      const text = readFileSync(new URL(name, src), 'utf8');
      return [...text.matchAll(new RegExp(`'((?:${nouns})\\.[a-z0-9.-]+)'`, 'g'))];
    })
    .map((match) => match[1] ?? '');
}

const eventKinds =
  /\.(recorded|stated|acknowledged|confirmed|dismissed|withdrawn|posted|closed|adopted|loaded|delivered|appeal-waived|appealed|appeal-withdrawn|ruled|outcome-recorded|reversal-proposed|reversal-dropped|reversed|dropped|adoption-proposed|adoption-dropped|ordered|talk-held|requirement-met|set-aside|declined)$/;

describe('the catalogue', () => {
  it('has a sentence for every refusal of the rules', () => {
    const codes = new Set(
      codesOf(
        'deduction|delivery|appeal|ruling|outcome|reversal|opening|lead|scheme|adoption|library|cases|calendar|credit|sanction|hold',
      ).filter((code) => !eventKinds.test(code)),
    );
    expect(codes.size).toBeGreaterThan(50);
    expect([...codes].filter((code) => problemMessages[code] === undefined)).toEqual([]);
  });

  it('has a sentence for every explanation', () => {
    const states = ['dismissed', 'withdrawn', 'lapsed', 'revoked', 'reversed'].map((state) => `item.${state}`);
    const bases = ['official', 'published', 'proposal'].map((provenance) => `standing.scheme.${provenance}`);
    const phases = ['undecided', 'undelivered', 'appealable', 'contested', 'final', 'fallen'];
    const built = [
      ...phases.flatMap((phase) => [`due.waits.${phase}`, `due.waits-elsewhere.${phase}`]),
      ...['part', 'carried-over', 'act'].map((what) => `due.${what}-elsewhere`),
      ...['official', 'published', 'proposal'].map((provenance) => `due.rule.${provenance}`),
      ...rightMeasures.map((measure) => `status.${measure}`),
      ...legalBases.map((basis) => `status.basis.${basis}`),
      ...states,
      ...bases,
      'standing.cycle.finding',
      'standing.cycle.act',
      'standing.left.deduct',
      'standing.left.accumulate',
    ];
    const codes = new Set([...codesOf('item|standing|clock|due|status'), ...built]);
    const sentences = Object.keys(explanationMessages).filter((code) => !code.startsWith('word.'));
    expect([...codes].sort()).toEqual(sentences.sort());
  });

  it('has words for every code that an explanation speaks of, and none that nothing speaks of', () => {
    const spoken = {
      'right-status': ['no-grant', 'active', ...rightMeasures],
      requirement: requirement.options,
      'legal-basis': legalBases,
    };
    const wanted = Object.entries(spoken).flatMap(([group, codes]) => codes.map((code) => `word.${group}.${code}`));
    const words = Object.keys(explanationMessages).filter((code) => code.startsWith('word.'));
    expect(words.sort()).toEqual(wanted.sort());
    const templates = Object.values(explanationMessages).map(({ zh }) => zh);
    const groups = templates.flatMap((zh) => [...zh.matchAll(/\{\w+:([\w-]+)\}/g)].map((match) => match[1]));
    expect([...new Set(groups)].sort()).toEqual(Object.keys(spoken).sort());
  });

  it('names nothing by an identifier that only programs know', () => {
    const named = Object.entries(explanationMessages).flatMap(([code, { zh }]) =>
      placeholdersOf(zh).flatMap((name) => (/Ids?$/.test(name) ? [`${code} {${name}}`] : [])),
    );
    expect(named).toEqual([]);
  });

  it('speaks of the same values in both languages', () => {
    for (const [code, { zh, en }] of Object.entries({ ...problemMessages, ...explanationMessages })) {
      expect([code, new Set(placeholdersOf(zh))]).toEqual([code, new Set(placeholdersOf(en))]);
    }
  });
});

describe('an explanation', () => {
  const record = new DoctorRecord();
  record.find('2026-03-02', { items: [item('1-1')] });
  record.find('2026-03-03', { deductionId: 'd2', actRef: 'RX2', items: [item('2-1')] });
  record.find('2026-03-04', { deductionId: 'd3', actRef: 'RX2', items: [item('3-1')] });
  record.record('2026-03-05', { deductionId: 'd4', actRef: 'RX4', items: [item('2-2')] });
  record.dismiss('2026-03-06', 'd4');
  record.record('2026-12-30', { deductionId: 'd5', actRef: 'RX5', occurredOn: '2026-12-29', items: [item('2-2')] });
  const [standing] = standingOf(record.register, record.dossier, '2026-12-31');
  if (standing === undefined) throw new Error('no standing');
  const lists = [standing.countedItems, standing.notCountedItems, standing.openItems];
  const said: Explanation[] = [...standing.explanation, ...lists.flat().flatMap(({ reasons }) => reasons)];

  it('reads in Chinese and in English without a value missing', () => {
    const english = said.map((each) => render(explanationMessages, 'en', each));
    const chinese = said.map((each) => render(explanationMessages, 'zh', each));
    expect([...english, ...chinese].filter((sentence) => sentence.includes('{'))).toEqual([]);
    expect(english).toContain(
      '9 point(s) left = max(0, 12 − max(0, 3 deducted − 0 given back)); the uncapped sum is 3.',
    );
    expect(english).toContain(
      'Basis: Ganzhou twelve-point management of prescribing rights (proposal) (2026), a proposal and no official text; adopted by document: none.',
    );
    expect(chinese).toContain('剩余 9 分 = max(0, 12 − max(0, 已扣 3 − 返还 0))；未封顶合计 3 分。');
  });

  it('is enough to compute the number again', () => {
    const counted = said
      .filter(({ code }) => code === 'item.counted')
      .map(({ parameters }) => Number(parameters.counted));
    const left = said.find(({ code }) => code === 'standing.left.deduct')?.parameters;
    const sum = counted.reduce((before, points) => before + points, 0);
    expect(Math.max(0, Number(left?.total) - Math.max(0, sum - Number(left?.credited)))).toBe(standing.left);
  });

  it('without a sentence reads as its code, and a missing value as its name', () => {
    expect(render({}, 'en', { code: 'unknown.code', parameters: {} })).toBe('unknown.code');
    expect(render({ a: { zh: '{x}', en: '{x} {y}' } }, 'en', { code: 'a', parameters: { y: ['1', '2'] } })).toBe(
      '{x} 1, 2',
    );
    expect(render({ a: { zh: '{y}', en: '' } }, 'zh', { code: 'a', parameters: { y: ['1', '2'] } })).toBe('1、2');
  });

  it('says the words of a code that it holds, one or several, and the code where there are none', () => {
    const catalogue = {
      a: { zh: '{x:colour}', en: '{x:colour} {y:colour}' },
      'word.colour.r': { zh: '红', en: 'red' },
      'word.colour.g': { zh: '绿', en: 'green' },
    };
    const say = (language: 'zh' | 'en', x: string | readonly string[]) =>
      render(catalogue, language, { code: 'a', parameters: { x, y: 'mauve' } });
    expect(say('zh', ['r', 'g'])).toBe('红、绿');
    expect(say('en', 'r')).toBe('red mauve');
  });
});
