import { Button, Form, Select } from 'antd';
import { capacityWords } from '../../language/vocabulary.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { DoctorField } from './doctor-field.tsx';
import { findingWords } from './messages.ts';

/** Whoever else answers for the act: each gets a record of their own, and is heard on their own. */
export function OtherPersons() {
  const say = useWords(findingWords);
  const capacity = useCodeWords(capacityWords);
  return (
    <Form.List name="others">
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name }, at) => (
            <div className="whole other-person" key={key}>
              <Form.Item
                name={[name, 'doctor']}
                label={say('other', { n: at + 1 })}
                rules={[{ required: true, message: say('needed') }]}
              >
                <DoctorField />
              </Form.Item>
              <Form.Item name={[name, 'capacity']} label={say('capacity')}>
                <Select
                  options={Object.keys(capacityWords)
                    .filter((value) => value !== 'prescriber')
                    .map((value) => ({ value, label: capacity(value) }))}
                />
              </Form.Item>
              <Button onClick={() => remove(name)} aria-label={`${say('otherDrop')} ${say('other', { n: at + 1 })}`}>
                {say('otherDrop')}
              </Button>
            </div>
          ))}
          {rows.length < maxOthers && (
            <div className="whole other-add">
              <Button size="small" type="dashed" onClick={() => add({ capacity: 'countersigner' })}>
                {say('otherAdd')}
              </Button>
            </div>
          )}
        </>
      )}
    </Form.List>
  );
}

/** The service takes twenty persons. */
const maxOthers = 19;
