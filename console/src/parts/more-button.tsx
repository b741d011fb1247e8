import { Button } from 'antd';
import { useWords } from '../language/words.ts';
import { partWords } from './messages.ts';

/** The way to the rest of a list that came in pages. */
export function MoreButton(props: {
  readonly hasMore: boolean;
  readonly moreIsComing: boolean;
  readonly more: () => void;
}) {
  const say = useWords(partWords);
  return props.hasMore ? (
    <Button block className="below" onClick={props.more} loading={props.moreIsComing}>
      {say('more')}
    </Button>
  ) : null;
}
