import type { ProblemRow } from '../errors.ts';
import type { CountingRule, Scheme, Violation } from './scheme.ts';

/** What each field allows and the whole does not: a code that is listed twice, a rule about a code that is not there. */
export function contradictionsOf(scheme: Scheme): ProblemRow[] {
  return [
    ...datesOf(scheme),
    ...repeatedOf(scheme),
    ...violationsOf(scheme),
    ...countingOf(scheme),
    ...thresholdsOf(scheme),
    ...triggersOf(scheme),
  ];
}

function datesOf({ inForce }: Scheme): ProblemRow[] {
  if (inForce.until === null || inForce.from < inForce.until) return [];
  return [row('inForce.until', inForce.until, 'scheme.ends-before-it-begins', { from: inForce.from })];
}

function repeatedOf(scheme: Scheme): ProblemRow[] {
  return [
    ...twice(
      'categories',
      'id',
      scheme.categories.map((category) => category.id),
    ),
    ...twice(
      'violations',
      'code',
      scheme.violations.map((violation) => violation.code),
    ),
    ...twice(
      'exculpations',
      'id',
      scheme.exculpations.map((exculpation) => exculpation.id),
    ),
    ...twice(
      'thresholds',
      'id',
      scheme.thresholds.map((threshold) => threshold.id),
    ),
  ];
}

function violationsOf(scheme: Scheme): ProblemRow[] {
  const categories = new Set(scheme.categories.map((category) => category.id));
  const exculpations = new Set(scheme.exculpations.map((exculpation) => exculpation.id));
  const used = new Set(scheme.violations.flatMap((violation) => violation.exculpations));
  return [
    ...scheme.violations.flatMap((violation, index) => {
      const at = `violations[${index}]`;
      const rows: ProblemRow[] = [];
      if (!categories.has(violation.category)) {
        rows.push(row(`${at}.category`, violation.category, 'scheme.unknown-category', { code: violation.code }));
      }
      for (const id of violation.exculpations) {
        if (!exculpations.has(id))
          rows.push(row(`${at}.exculpations`, id, 'scheme.unknown-exculpation', { code: violation.code }));
      }
      if (typeof violation.points !== 'number' && violation.points.min >= violation.points.max) {
        const range = `${violation.points.min}–${violation.points.max}`;
        rows.push(row(`${at}.points`, range, 'scheme.empty-range', { code: violation.code }));
      }
      if (violation.subject === 'pharmacist' && violation.points !== 0) {
        rows.push(
          row(`${at}.points`, JSON.stringify(violation.points), 'scheme.pharmacist-scored', { code: violation.code }),
        );
      }
      return rows;
    }),
    ...scheme.exculpations.flatMap((exculpation, index) =>
      used.has(exculpation.id)
        ? []
        : [row(`exculpations[${index}].id`, exculpation.id, 'scheme.unused-exculpation', {})],
    ),
  ];
}

function countingOf(scheme: Scheme): ProblemRow[] {
  const violations = new Map(scheme.violations.map((violation) => [violation.code, violation]));
  const rows = scheme.counting.flatMap((rule, index) => countingRuleOf(rule, `counting[${index}]`, violations));
  const highest = scheme.counting.filter((rule) => rule.kind === 'highest-per-act');
  if (highest.length > 1) rows.push(row('counting', 'highest-per-act', 'scheme.listed-twice', { list: 'counting' }));
  return rows;
}

function countingRuleOf(rule: CountingRule, at: string, violations: ReadonlyMap<string, Violation>): ProblemRow[] {
  switch (rule.kind) {
    case 'highest-per-act':
      return [];
    case 'repeated': {
      const once = violations.get(rule.code);
      if (once === undefined) return [row(`${at}.code`, rule.code, 'scheme.unknown-code', {})];
      const heaviest = typeof once.points === 'number' ? once.points : once.points.max;
      if (rule.points > heaviest) return [];
      return [row(`${at}.points`, String(rule.points), 'scheme.repeated-not-heavier', { heaviest })];
    }
    case 'first-is-reminder':
    case 'monthly-cap':
      return rule.codes
        .filter((code) => !violations.has(code))
        .map((code) => row(`${at}.codes`, code, 'scheme.unknown-code', {}));
  }
}

function thresholdsOf(scheme: Scheme): ProblemRow[] {
  const ids = new Set(scheme.thresholds.map((threshold) => threshold.id));
  return scheme.thresholds.flatMap((threshold, index) => {
    const at = `thresholds[${index}]`;
    const rows: ProblemRow[] = [];
    const before = scheme.thresholds[index - 1];
    if (before !== undefined && before.at > threshold.at) {
      rows.push(row(`${at}.at`, String(threshold.at), 'scheme.thresholds-out-of-order', { before: before.at }));
    }
    if (threshold.at > scheme.total) {
      rows.push(row(`${at}.at`, String(threshold.at), 'scheme.threshold-above-total', { total: scheme.total }));
    }
    for (const id of threshold.insteadOf) {
      if (!ids.has(id) || id === threshold.id) rows.push(row(`${at}.insteadOf`, id, 'scheme.unknown-threshold', {}));
    }
    if (threshold.months?.max != null && threshold.months.max < threshold.months.min) {
      rows.push(row(`${at}.months.max`, String(threshold.months.max), 'scheme.empty-range', { code: threshold.id }));
    }
    return rows;
  });
}

function triggersOf(scheme: Scheme): ProblemRow[] {
  const codes = new Set(scheme.violations.map((violation) => violation.code));
  const ids = new Set(scheme.triggers.map((trigger) => trigger.id));
  const list = scheme.triggers.map((trigger) => trigger.id);
  return [
    ...twice('triggers', 'id', list),
    ...scheme.triggers.flatMap((trigger, index) => {
      const at = `triggers[${index}]`;
      const rows = trigger.codes
        .filter((code) => !codes.has(code))
        .map((code) => row(`${at}.codes`, code, 'scheme.unknown-code', {}));
      if (trigger.after !== null && (!ids.has(trigger.after) || trigger.after === trigger.id)) {
        rows.push(row(`${at}.after`, trigger.after, 'scheme.unknown-trigger', {}));
      }
      if (trigger.window === 'each' && trigger.at !== 1) {
        rows.push(row(`${at}.at`, String(trigger.at), 'scheme.trigger-each-counts-one', {}));
      }
      if (trigger.months?.max != null && trigger.months.max < trigger.months.min) {
        rows.push(row(`${at}.months.max`, String(trigger.months.max), 'scheme.empty-range', { code: trigger.id }));
      }
      return rows;
    }),
  ];
}

function twice(list: string, field: string, values: readonly string[]): ProblemRow[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) < index ? [row(`${list}[${index}].${field}`, value, 'scheme.listed-twice', { list })] : [],
  );
}

function row(at: string, value: string, code: string, parameters: NonNullable<ProblemRow['parameters']>): ProblemRow {
  return { at, value, code, parameters: { value, ...parameters } };
}
