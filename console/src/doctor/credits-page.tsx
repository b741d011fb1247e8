import { useForm } from '../language/form.ts';
import { useLanguage } from '../language/language.tsx';
import { useWords } from '../language/words.ts';
import { Page } from '../parts/page.tsx';
import { Answered, Nothing } from '../parts/states.tsx';
import { Watermark } from '../parts/watermark.tsx';
import { doctorWords } from './messages.ts';
import { type Standing, useOwnStanding } from './queries.ts';
import './doctor.css';

/** Points given back for training and other accepted activities, by scheme, with the rule and what is still possible. */
export function CreditsPage() {
  const say = useWords(doctorWords);
  const standing = useOwnStanding();
  return (
    <Watermark>
      <Page title={say('creditsTitle')} lead={say('creditsLead')}>
        <Answered query={standing}>
          {({ standings }) => standings.map((each) => <CreditsOf key={each.schemeId} standing={each} />)}
        </Answered>
      </Page>
    </Watermark>
  );
}

function CreditsOf({ standing }: { readonly standing: Standing }) {
  const say = useWords(doctorWords);
  const { language } = useLanguage();
  const form = useForm();
  const rules = standing.explanation.filter(({ code }) => code.startsWith('standing.credits'));
  return (
    <section className="block" aria-label={standing.title[language]}>
      <h2>{standing.title[language]}</h2>
      {rules.map(({ code, text }) => (
        <p className="soft" key={code}>
          {text}
        </p>
      ))}
      {standing.credits.length === 0 ? (
        <Nothing says={say('creditsNone')} />
      ) : (
        <ul className="rows">
          {standing.credits.map((credit) => (
            <li key={credit.creditId}>
              <div>
                <strong>{credit.activity ?? say('creditElsewhere')}</strong>
                <div className="soft">
                  {say('doneOn', { on: form.date(credit.doneOn) })}
                  {credit.actsFrom === null ? '' : ` · ${say('actsFrom', { on: form.date(credit.actsFrom) })}`}
                </div>
              </div>
              <span className="big">+{credit.points}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
