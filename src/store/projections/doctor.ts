import type { InferSelectModel } from 'drizzle-orm';
import { canonicalJson } from '../../core/ledger/canonical.ts';
import type { Entry } from '../../core/ledger/entry.ts';
import { type Dated, dated, factsFrom, withChange } from '../../core/register/dated.ts';
import { type DoctorFacts, factsIn } from '../../core/register/doctor.ts';
import { searchTerm, termsOf } from '../../core/register/search-term.ts';
import type { Projection } from '../projection.ts';
import { projection } from '../projection.ts';
import { doctor, doctorMerge, doctorPost, doctorTerm } from '../tables.ts';

type DoctorRow = InferSelectModel<typeof doctor>;

const doctors = projection<DoctorRow>({
  table: doctor,
  kinds: ['doctor.registered', 'doctor.changed', 'doctor.ended', 'doctor.merged'],
  idsOf: ({ event }) => {
    if (event.kind === 'doctor.merged') return [event.doctorId, ...event.recordIds];
    return 'doctorId' in event && event.doctorId !== null ? [event.doctorId] : [];
  },
  project: (row, { event, seq }, id) => {
    switch (event.kind) {
      case 'doctor.registered': {
        const attributes = dated(event.from, factsIn(event));
        const identity = { untilDate: null, mergedInto: null, identifiedSeq: seq };
        return { id, ...columnsOf(attributes), ...identity };
      }
      case 'doctor.changed': {
        if (row === undefined) return row;
        const attributes = withChange(JSON.parse(row.dated) as Dated<DoctorFacts>, event);
        const renumbered = event.set.licenceNo !== undefined;
        return { ...row, ...columnsOf(attributes), identifiedSeq: renumbered ? seq : row.identifiedSeq };
      }
      case 'doctor.ended':
        return row && { ...row, untilDate: event.until, identifiedSeq: seq };
      case 'doctor.merged':
        return row && { ...row, mergedInto: id === event.doctorId ? null : event.doctorId, identifiedSeq: seq };
      default:
        return row;
    }
  },
});

/** The columns repeat what was said for the latest day. */
function columnsOf(attributes: Dated<DoctorFacts>) {
  const facts = factsFrom(attributes, attributes.from).at(-1) ?? attributes.first;
  const { name, licenceNo, title, antibacterialGrade, licensedOn, practiceScope } = facts;
  // Canonical, so that a rebuild from stored bodies spells it as the writer did.
  const spelt = canonicalJson(attributes);
  return { name, licenceNo, title, antibacterialGrade, licensedOn, practiceScope, dated: spelt };
}

const posts = projection<InferSelectModel<typeof doctorPost>>({
  table: doctorPost,
  kinds: ['doctor.post-started', 'doctor.post-ended'],
  idsOf: ({ event }) => ('postId' in event ? [event.postId] : []),
  project: (row, { event }, id) => {
    if (event.kind === 'doctor.post-started') {
      const { doctorId, hospitalId, staffNo, department, wardId, from } = event;
      return { id, doctorId, hospitalId, staffNo, department, wardId, fromDate: from, untilDate: null };
    }
    return row && event.kind === 'doctor.post-ended' ? { ...row, untilDate: event.until } : row;
  },
});

/** Terms are only added: a doctor is still found by a former name or number. */
const terms = projection<InferSelectModel<typeof doctorTerm>>({
  table: doctorTerm,
  kinds: ['doctor.registered', 'doctor.changed', 'doctor.post-started'],
  idsOf: (entry) => termRows(entry).map((row) => row.id),
  project: (row, entry, id) => row ?? termRows(entry).find((term) => term.id === id),
});

type TermRow = InferSelectModel<typeof doctorTerm>;

/** Asked for once for the ids and once for each of them, of the same entry. */
function termRows(entry: Entry): readonly TermRow[] {
  const known = termsByEntry.get(entry);
  if (known !== undefined) return known;
  const made = newTermRows(entry);
  termsByEntry.set(entry, made);
  return made;
}

const termsByEntry = new WeakMap<Entry, readonly TermRow[]>();

function newTermRows({ event }: Entry): TermRow[] {
  switch (event.kind) {
    case 'doctor.registered':
    case 'doctor.changed': {
      const { doctorId } = event;
      return termsOf(event.kind === 'doctor.registered' ? event : event.set).map(({ kind, term }) => ({
        id: `${doctorId}/${kind}/${term}`,
        doctorId,
        kind,
        term,
        hospitalId: null,
      }));
    }
    case 'doctor.post-started': {
      const { doctorId, hospitalId } = event;
      const term = searchTerm(event.staffNo);
      return [{ id: `${doctorId}/staff/${hospitalId}/${term}`, doctorId, kind: 'staff', term, hospitalId }];
    }
    default:
      return [];
  }
}

const merges = projection<InferSelectModel<typeof doctorMerge>>({
  table: doctorMerge,
  kinds: ['doctor.merge-proposed', 'doctor.merge-dropped', 'doctor.merged'],
  idsOf: ({ event }) => ('mergeId' in event ? [event.mergeId] : []),
  project: (row, { event, by, seq }, id) => {
    switch (event.kind) {
      case 'doctor.merge-proposed': {
        const { doctorId, duplicateId, reason } = event;
        return { id, doctorId, duplicateId, state: 'proposed', reason, proposedBy: by.personId, proposedSeq: seq };
      }
      case 'doctor.merge-dropped':
        return row && { ...row, state: 'dropped' };
      case 'doctor.merged':
        return row && { ...row, state: 'confirmed' };
      default:
        return row;
    }
  },
});

export const doctorProjections: readonly Projection[] = [doctors, posts, terms, merges];
