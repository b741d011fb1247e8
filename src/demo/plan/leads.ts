import type { LeadSource } from '../../core/procedure/lead.ts';
import type { IsoDate } from '../../core/time.ts';
import type { Chance } from './chance.ts';
import type { WorkingDays } from './days.ts';
import type { FindingPlan } from './finding.ts';
import type { HospitalPlan } from './places.ts';
import type { DemoSeeds } from './seeds.ts';

export interface LeadPlan {
  readonly key: string;
  readonly hospital: string;
  readonly doctor: string | null;
  readonly source: LeadSource;
  readonly postedOn: IsoDate;
  readonly occurredOn: IsoDate;
  readonly actRef: string | null;
  readonly code: string | null;
  readonly text: string;
  /** Recorded ones are closed by the finding that names them. */
  readonly setAsideOn: IsoDate | null;
}

/**
 * Leads of the last months: some became findings (those are returned with the lead's key), some were looked at and set
 * aside, and the newest wait.
 */
export function planLeads(
  { findings: { leads: texts } }: DemoSeeds,
  hospitals: readonly HospitalPlan[],
  findings: readonly FindingPlan[],
  days: WorkingDays,
  luck: Chance,
): { readonly leads: readonly LeadPlan[]; readonly findings: readonly FindingPlan[] } {
  const chance = luck.branch('leads');
  const leads: LeadPlan[] = [];
  const withHis = new Set(hospitals.flatMap(({ key, level }) => (level === 3 ? [key] : [])));
  const withLeads = findings.map((finding): FindingPlan => {
    const suits =
      withHis.has(finding.hospital) && finding.recordedOn > '2026-05-01' && finding.source.endsWith('review');
    const [first] = finding.persons;
    if (!suits || first === undefined || !chance.happens(0.06)) return finding;
    const key = `l${leads.length + 1}`;
    const postedOn = days.from(finding.occurredOn);
    if (postedOn >= finding.recordedOn) return finding;
    leads.push({
      key,
      hospital: finding.hospital,
      doctor: first.doctor,
      source: 'his-hit',
      postedOn,
      occurredOn: finding.occurredOn,
      actRef: finding.actRef,
      code: finding.items[0]?.code ?? null,
      text: chance.pick(texts['his-hit']),
      setAsideOn: null,
    });
    return { ...finding, lead: key };
  });
  for (const { key: hospital } of hospitals.filter(({ level }) => level > 1)) {
    for (const postedOn of chance.shuffled(days.between('2026-08-03', '2026-11-20')).slice(0, chance.below(5))) {
      const source = chance.pick(withHis.has(hospital) ? leadSources : leadSources.slice(1));
      const wait = 2 + chance.below(5);
      const setAsideOn = postedOn < '2026-11-01' && chance.happens(0.7) ? days.after(postedOn, wait) : null;
      const about = { doctor: null, actRef: null, code: null, text: chance.pick(texts[source]) };
      leads.push({
        key: `l${leads.length + 1}`,
        hospital,
        source,
        postedOn,
        occurredOn: postedOn,
        setAsideOn,
        ...about,
      });
    }
  }
  // Two that wait at the hospital of the logins, whatever chance had in store for it.
  for (const postedOn of ['2026-11-18', '2026-11-19']) {
    const text = chance.pick(texts['his-hit']);
    const about = { doctor: 'h01.0001', actRef: `RX${postedOn.replaceAll('-', '')}900001`, code: null, text };
    const key = `l${leads.length + 1}`;
    leads.push({ key, hospital: 'h01', source: 'his-hit', postedOn, occurredOn: postedOn, setAsideOn: null, ...about });
  }
  return { leads, findings: withLeads };
}

const leadSources = ['his-hit', 'complaint', 'outlier'] as const;
