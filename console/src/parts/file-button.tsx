import { CloseOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useId } from 'react';
import { useWords } from '../language/words.ts';
import { partWords } from './messages.ts';

/**
 * Chooses one file. The browser's own control lies unseen over our button, for its words are the browser's and not the
 * reader's: keys, dropping and the label of the field still reach it, and what was chosen is said beside it.
 */
export function FileButton(props: {
  readonly id?: string | undefined;
  readonly accept?: string;
  /** The name of the file that is chosen now. */
  readonly name: string | undefined;
  readonly onChoose: (file: File | undefined) => void;
}) {
  const { id, accept, name, onChoose } = props;
  const say = useWords(partWords);
  const own = useId();
  const said = `${id ?? own}-chosen`;
  return (
    <div className="file-field">
      <span className="file-over">
        <input
          id={id ?? own}
          type="file"
          {...(accept === undefined ? {} : { accept })}
          title={name ?? say('fileNone')}
          aria-describedby={said}
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            // Emptied, so that the same file can be chosen again after it was put right.
            target.value = '';
            if (file !== undefined) onChoose(file);
          }}
        />
        <span className="file-button" aria-hidden>
          <PaperClipOutlined /> {say(name === undefined ? 'fileChoose' : 'fileOther')}
        </span>
      </span>
      <span id={said} className={name === undefined ? 'soft' : 'file-name'}>
        {name ?? say('fileNone')}
      </span>
      {name === undefined ? null : (
        <Button
          size="small"
          type="text"
          icon={<CloseOutlined />}
          aria-label={say('fileRemove', { name })}
          onClick={() => onChoose(undefined)}
        />
      )}
    </div>
  );
}
