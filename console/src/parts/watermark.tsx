import { type ReactNode, useMemo, useState } from 'react';
import { useForm } from '../language/form.ts';
import { useWords } from '../language/words.ts';
import { useMe } from '../session/me.ts';
import { partWords } from './messages.ts';

/**
 * Over every list that names people and every record: who looked at it and when, on screen and on paper. Antd's own sets
 * style attributes, which the policy of our pages forbids.
 */
export function Watermark({ children }: { readonly children: ReactNode }) {
  const { name } = useMe();
  const say = useWords(partWords);
  const form = useForm();
  const [taken] = useState(() => new Date().toISOString());
  const text = say('takenBy', { name, time: form.time(taken) });
  const picture = useMemo(() => tileOf(text), [text]);
  return (
    <div className="marked">
      {children}
      <div className="mark" aria-hidden style={{ backgroundImage: `url(${picture})` }} />
      <p className="paper-only">{text}</p>
    </div>
  );
}

function tileOf(text: string): string {
  const canvas = document.createElement('canvas');
  canvas.width = tile.width;
  canvas.height = tile.height;
  const drawing = canvas.getContext('2d');
  if (drawing === null) return '';
  drawing.translate(tile.width / 2, tile.height / 2);
  drawing.rotate(-Math.PI / 9);
  drawing.font = `14px ${getComputedStyle(document.body).fontFamily}`;
  drawing.fillStyle = 'rgba(16, 30, 44, 0.07)';
  drawing.textAlign = 'center';
  drawing.fillText(text, 0, 0);
  return canvas.toDataURL('image/png');
}

const tile = { width: 340, height: 190 } as const;
