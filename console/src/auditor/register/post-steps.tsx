import { answered, api } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { DateItem, TextItem } from '../step/fields.tsx';
import { StepDialog } from '../step/step-dialog.tsx';
import { useToday } from '../today.ts';
import type { Registered } from './doctor-facts.tsx';
import { keepWords } from './keep-messages.ts';
import { PostItems, postOf, type TypedPost } from './post-items.tsx';
import type { Post } from './post-list.tsx';

type OneDoctor = Registered & { readonly onCancel: () => void };
type OnePost = OneDoctor & { readonly post: Post };

interface TypedNew extends TypedPost {
  readonly from: string;
}

export function AddPost({ doctor, hospitalId, onCancel }: OneDoctor & { readonly hospitalId: string }) {
  const { doctorId, name } = doctor;
  const say = useWords(keepWords);
  const today = useToday();
  return (
    <StepDialog<TypedNew>
      title={say('addPostTitle', { name })}
      name={`add-post/${doctorId}`}
      act={say('addPost')}
      start={{ from: today }}
      onCancel={onCancel}
      write={(typed, header) => {
        const body = { hospitalId, ...postOf(typed), from: typed.from };
        return answered(api.POST('/v1/doctors/{doctorId}/posts', { params: { path: { doctorId }, header }, body }));
      }}
    >
      {(typed) => (
        <>
          <PostItems hospitalId={hospitalId} typed={typed} />
          <DateItem name="from" label={say('from')} />
        </>
      )}
    </StepDialog>
  );
}

interface TypedMove extends TypedPost {
  readonly from: string;
  readonly reason: string;
}

export function MovePost({ doctor: { doctorId, name }, version, post, onCancel }: OnePost) {
  const { postId, hospitalId, staffNo, department, wardId } = post;
  const say = useWords(keepWords);
  return (
    <StepDialog<TypedMove>
      title={say('moveTitle', { name })}
      lead={say('moveText')}
      name={`move-post/${postId}`}
      act={say('move')}
      start={{ staffNo, department, ...(wardId === null ? {} : { wardId }) }}
      version={version}
      onCancel={onCancel}
      write={({ from, reason, ...typed }, header) => {
        const next = postOf(typed);
        const set = {
          ...(next.staffNo === staffNo ? {} : { staffNo: next.staffNo }),
          ...(next.department === department ? {} : { department: next.department }),
          ...(next.wardId === wardId ? {} : { wardId: next.wardId }),
        };
        const params = { path: { doctorId, postId }, header };
        return answered(
          api.POST('/v1/doctors/{doctorId}/posts/{postId}/move', { params, body: { from, set, reason } }),
        );
      }}
    >
      {(typed) => (
        <>
          <PostItems hospitalId={hospitalId} typed={typed} />
          <DateItem width="third" name="from" label={say('from')} min={post.from} />
          <TextItem width="whole" name="reason" label={say('reason')} maxLength={500} />
        </>
      )}
    </StepDialog>
  );
}

interface TypedEnd {
  readonly until: string;
  readonly reason: string;
}

export function EndPost({ doctor: { doctorId, name }, version, post, onCancel }: OnePost) {
  const { postId, department } = post;
  const say = useWords(keepWords);
  return (
    <StepDialog<TypedEnd>
      title={say('endPostTitle', { name })}
      name={`end-post/${postId}`}
      act={say('endPost')}
      danger
      question={() => ({ title: say('endPostAsk', { department }), text: say('endPostText') })}
      start={{}}
      version={version}
      onCancel={onCancel}
      write={(body, header) => {
        const params = { path: { doctorId, postId }, header };
        return answered(api.POST('/v1/doctors/{doctorId}/posts/{postId}/end', { params, body }));
      }}
    >
      {() => (
        <>
          <DateItem name="until" label={say('until')} min={post.from} />
          <TextItem width="whole" name="reason" label={say('reason')} maxLength={500} />
        </>
      )}
    </StepDialog>
  );
}
