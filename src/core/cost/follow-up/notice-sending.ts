import { DomainError } from '../../errors.ts';
import type { EventOf } from '../../events.ts';
import type { Entry, Signer } from '../../ledger/entry.ts';
import { type Instant, type IsoDate, type Month, shanghaiDateOf } from '../../time.ts';

/**
 * 月度监测通报, sent: the system proposes its text, a person sends it. The entry says who sent it when to whom, and by the
 * hash of the page which text it was; the figures of the month may be corrected afterwards.
 */
export type NoticeEvent = { readonly kind: 'cost-notice.sent'; readonly v: 1; readonly noticeId: string } & SentText;

export interface SentText {
  /** Null: the whole city. */
  readonly regionId: string | null;
  readonly month: Month;
  /** Number of the document it went out under (文号). */
  readonly document: string;
  readonly to: Recipients;
  /** Of the page, byte for byte as the service prints it in that language. */
  readonly language: 'zh' | 'en';
  readonly textSha256: string;
}

export interface Recipients {
  readonly hospitalIds: readonly string[];
  /** Who is no hospital, by name: an authority, a quality-control centre. */
  readonly others: readonly string[];
}

export interface SentNotice extends SentText {
  readonly noticeId: string;
  readonly sentBy: Signer;
  readonly sentAt: Instant;
  readonly sentOn: IsoDate;
  /** Of the entry in the ledger. */
  readonly position: number;
}

/**
 * @param context what the text is now, and the hospitals that the notice is about.
 * @throws DomainError `notice.text-changed` where the text is not the one that the sender has seen,
 * `notice.nobody` without a recipient, `notice.hospital-outside`.
 */
export function sendNoticeText(
  context: { readonly textSha256: string; readonly hospitalIds: readonly string[] },
  command: { readonly noticeId: string } & SentText,
): EventOf<'cost-notice.sent'> {
  const { noticeId, regionId, month, document, to, language, textSha256 } = command;
  if (textSha256 !== context.textSha256) {
    throw new DomainError('conflict', 'notice.text-changed', { month, seen: textSha256, now: context.textSha256 });
  }
  if (to.hospitalIds.length + to.others.length === 0) throw new DomainError('invalid', 'notice.nobody', {});
  const outside = to.hospitalIds.filter((hospitalId) => !context.hospitalIds.includes(hospitalId));
  if (outside.length > 0) throw new DomainError('invalid', 'notice.hospital-outside', { month, hospitals: outside });
  return { kind: 'cost-notice.sent', v: 1, noticeId, regionId, month, document, to, language, textSha256 };
}

/** Newest first. */
export function foldSentNotices(entries: readonly Entry[]): SentNotice[] {
  return entries
    .flatMap(({ event, by, at, seq }): SentNotice[] => {
      if (event.kind !== 'cost-notice.sent') return [];
      const { kind: _kind, v: _version, ...sent } = event;
      return [{ ...sent, sentBy: by, sentAt: at, sentOn: shanghaiDateOf(at), position: seq }];
    })
    .reverse();
}
