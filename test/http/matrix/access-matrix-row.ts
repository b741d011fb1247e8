import type { MatrixCity, Objects, Target } from '../access-matrix-city.ts';

export interface Call {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
  readonly upload?: { readonly type: string; readonly content: string };
}

export interface MatrixRow {
  /**
   * Builds the request. `of` says what it is about: an object that each target has one of; or nothing in particular,
   * where only the role decides and there is one call.
   */
  readonly of: 'object' | 'nothing';
  readonly call: (at: Objects, city: MatrixCity, target: Target) => Call;
  /** Members whose scope covers the hospital but not this object of it, or the other way round; each says why. */
  readonly except?: Readonly<Record<string, Partial<Record<'own' | 'other', 'reached' | 'absent'>>>>;
  /** What somebody whose scope is the whole city is told of an id that nothing has and that stands in a body: it is wrong. */
  readonly absentInBody?: 422;
  /** What whoever reaches it is told, because the matrix holds no data to answer from. */
  readonly withoutData?: 422;
}

export type More = Pick<MatrixRow, 'except' | 'absentInBody'>;
export const object = (call: MatrixRow['call'], more: More = {}): MatrixRow => ({ of: 'object', call, ...more });
export const nothing = (call: MatrixRow['call'] = () => ({}), more: More = {}): MatrixRow => ({
  of: 'nothing',
  call,
  ...more,
});

/** A hospital as a whole is not a doctor's, nor a department's. */
export const wholeHospital: More = {
  except: { 'doctor (self)': { own: 'absent' }, 'department-head (department)': { own: 'absent' } },
};
