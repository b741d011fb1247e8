import { useCodeWords, useWords } from '../../language/words.ts';
import { gradeWords } from '../doctor/messages.ts';
import { ChoiceItem, DateItem, TextItem } from '../step/fields.tsx';
import { useToday } from '../today.ts';
import { registerWords } from './messages.ts';

export interface TypedFacts {
  readonly name: string;
  readonly pinyin?: string;
  readonly licenceNo: string;
  readonly title: string;
  readonly antibacterialGrade: keyof typeof gradeWords;
  readonly licensedOn: string;
  readonly practiceScope: string;
}

/** What the register keeps of a doctor, each with the days it held. */
export function FactItems() {
  const say = useWords(registerWords);
  const grade = useCodeWords(gradeWords);
  const today = useToday();
  return (
    <>
      <TextItem width="third" name="name" label={say('name')} maxLength={40} />
      <TextItem width="third" name="licenceNo" label={say('licenceNo')} extra={say('licenceHint')} maxLength={40} />
      <TextItem width="third" name="pinyin" label={say('pinyin')} extra={say('pinyinHint')} maxLength={100} optional />
      <TextItem width="third" name="title" label={say('jobTitle')} maxLength={40} />
      <ChoiceItem
        width="third"
        name="antibacterialGrade"
        label={say('grade')}
        options={Object.keys(gradeWords).map((value) => ({ value, label: grade(value) }))}
      />
      <DateItem width="third" name="licensedOn" label={say('licensedOn')} max={today} />
      <TextItem width="whole" name="practiceScope" label={say('practiceScope')} maxLength={100} />
    </>
  );
}

export function factsOf({
  name,
  licenceNo,
  title,
  antibacterialGrade,
  licensedOn,
  practiceScope,
  pinyin = '',
}: TypedFacts) {
  return {
    name: name.trim(),
    licenceNo: licenceNo.trim(),
    title: title.trim(),
    antibacterialGrade,
    licensedOn,
    practiceScope: practiceScope.trim(),
    ...(pinyin.trim() === '' ? {} : { pinyin: pinyin.trim() }),
  };
}
