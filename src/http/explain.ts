import { z } from 'zod';
import { type Explanation, render } from '../core/explanation.ts';
import { problemMessages } from '../messages/catalogue.ts';
import { effectExplanations } from '../messages/explanations/effect.ts';
import { explanationMessages } from '../messages/explanations.ts';
import type { Locale } from './route.ts';

/** A code and its values, with the sentence they make in the caller's language. */
export const explanation = z
  .object({
    code: z.string().meta({ description: 'Stable, dotted; what programs decide on.' }),
    parameters: z.record(z.string(), z.unknown()),
    text: z.string().meta({ description: 'In the language of Accept-Language.' }),
  })
  .meta({ id: 'Explanation' });

export function explained(locale: Locale, why: Explanation): z.input<typeof explanation> {
  return { code: why.code, parameters: why.parameters, text: render(sentences, locale, why) };
}

/** A refusal can be an explanation too: why something could not be done now. */
const sentences = { ...problemMessages, ...explanationMessages, ...effectExplanations };

/** Words of a scheme, in both languages as the scheme has them. */
export const bilingual = z.object({ zh: z.string(), en: z.string() }).meta({ id: 'Bilingual' });
