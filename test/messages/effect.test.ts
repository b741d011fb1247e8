import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { effectExplanations } from '../../src/messages/explanations/effect.ts';

const source = (name: string) => readFileSync(new URL(`../../src/${name}`, import.meta.url), 'utf8');

it('every warning, statement and caveat has a sentence, and none is left over', () => {
  const [, union = ''] = /export type EffectWarning =([^;]*);/.exec(source('core/cost/effect/effect.ts')) ?? [];
  const warnings = [...union.matchAll(/'([a-z-]+)'/g)].map(([, name]) => `effect.warning.${name}`);
  const statements = [...source('usecases/signals/effect.ts').matchAll(/'(effect\.statement\.[a-z-]+)'/g)].map(
    ([, code = '']) => code,
  );
  const caveats = [
    'signals/deductions-beside',
    'cost/question/cost-price-volume',
    'cost/question/cost-ward-drugs',
  ].flatMap((name) =>
    [...source(`usecases/${name}.ts`).matchAll(/'((beside|price-volume|ward-drugs)\.[a-z-]+)'/g)].map(
      ([, code = '']) => code,
    ),
  );
  const notes = [...source('core/cost/reroll.ts').matchAll(/'(reroll\.[a-z-]+)'/g)].map(([, code = '']) => code);
  expect(warnings.length).toBeGreaterThan(4);
  expect([...warnings, ...statements, ...caveats, ...notes].sort()).toEqual(Object.keys(effectExplanations).sort());
});

it('no sentence of it says that anything was caused', () => {
  for (const { zh, en } of Object.values(effectExplanations)) {
    expect(zh).not.toMatch(/由于|因为|导致|效果显著/);
    expect(en).not.toMatch(/because|due to|thanks to|resulted in/i);
  }
});
