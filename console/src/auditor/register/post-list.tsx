import { Button } from 'antd';
import { useState } from 'react';
import type { Schema } from '../../api/client.ts';
import { useForm } from '../../language/form.ts';
import { useWords } from '../../language/words.ts';
import { useHospitalNames } from '../queries.ts';
import { useToday } from '../today.ts';
import type { Registered } from './doctor-facts.tsx';
import { keepWords } from './keep-messages.ts';
import { AddPost, EndPost, MovePost } from './post-steps.tsx';

export type Post = Schema<'Doctor'>['posts'][number];

/** Where a doctor works and worked; posts at the hospital that somebody manages can be moved and ended. */
export function PostList({ doctor, version, managed }: Registered & { readonly managed?: string }) {
  const say = useWords(keepWords);
  const hospital = useHospitalNames();
  const form = useForm();
  const today = useToday();
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const step = { doctor, version, onCancel: close };
  return (
    <>
      <div className="block-head">
        <h3>{say('posts')}</h3>
        {managed !== undefined && doctor.until === null && (
          <Button size="small" className="no-print" onClick={() => setOpen({ kind: 'add' })}>
            {say('addPost')}
          </Button>
        )}
      </div>
      {doctor.posts.length === 0 && <p className="soft">{say('postsNone')}</p>}
      <ul className="rows">
        {doctor.posts.map((post) => (
          <li key={post.postId}>
            <div className={post.until !== null && post.until <= today ? 'row-text soft' : 'row-text'}>
              {hospital(post.hospitalId)} · {post.department} · {say('staffNo', { staffNo: post.staffNo })}
              <div className="soft">
                {post.until === null
                  ? say('since', { from: form.date(post.from) })
                  : say('span', { from: form.date(post.from), until: form.date(post.until) })}
              </div>
            </div>
            {post.hospitalId === managed && post.until === null && (
              <span className="row-steps no-print">
                <Button size="small" onClick={() => setOpen({ kind: 'move', post })}>
                  {say('move')}
                </Button>
                <Button size="small" danger onClick={() => setOpen({ kind: 'end', post })}>
                  {say('endPost')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
      {open?.kind === 'add' && managed !== undefined && <AddPost key={version} {...step} hospitalId={managed} />}
      {open?.kind === 'move' && <MovePost key={version} {...step} post={open.post} />}
      {open?.kind === 'end' && <EndPost key={version} {...step} post={open.post} />}
    </>
  );
}

type Open = { readonly kind: 'add' } | { readonly kind: 'move' | 'end'; readonly post: Post };
