import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Link, NavLink, useParams } from 'react-router';
import type { Schema } from '../../api/client.ts';
import { useWords } from '../../language/words.ts';
import { Page } from '../../parts/page.tsx';
import { Answered } from '../../parts/states.tsx';
import { Watermark } from '../../parts/watermark.tsx';
import { useRoles } from '../../session/me.ts';
import { recordingRoles, useDoctor } from '../queries.ts';
import { doctorPageWords } from './messages.ts';
import '../auditor.css';

export interface ShownDoctor {
  readonly doctor: Schema<'Doctor'>;
  /** What a step on the doctor has to name. */
  readonly version: string | null;
}

/** Around each page about one doctor: the name, who looked, and the way to the other pages about them. */
export function DoctorFrame({ children }: { readonly children: (shown: ShownDoctor) => ReactNode }) {
  const { doctorId = '' } = useParams();
  const say = useWords(doctorPageWords);
  const roles = useRoles();
  const doctor = useDoctor(doctorId);
  const place = `/review/doctors/${doctorId}`;
  return (
    <Watermark>
      <Answered query={doctor}>
        {({ data, version }) => (
          <Page
            title={data.name}
            actions={
              recordingRoles.some((role) => roles.has(role)) && (
                <Link to="/review/record" state={{ doctor: { value: data.doctorId, label: data.name } }}>
                  <Button type="primary">{say('record')}</Button>
                </Link>
              )
            }
          >
            <nav className="tabs no-print" aria-label={say('pagesOf', { name: data.name })}>
              {overviewReaders.some((role) => roles.has(role)) && (
                <NavLink to={place} end>
                  {say('overview')}
                </NavLink>
              )}
              <NavLink to={`${place}/sanctions`}>{say('sanctionsTab')}</NavLink>
              {processReaders.some((role) => roles.has(role)) && (
                <NavLink to={`${place}/process`}>{say('processTab')}</NavLink>
              )}
            </nav>
            {children({ doctor: data, version })}
          </Page>
        )}
      </Answered>
    </Watermark>
  );
}

const overviewReaders = ['auditor', 'reviewer', 'medical-affairs', 'ethics-office', 'department-head'] as const;
export const processReaders = ['auditor', 'reviewer', 'medical-affairs', 'ethics-office'] as const;
export const rightReaders = [
  'auditor',
  'reviewer',
  'medical-affairs',
  'department-head',
  'commission-officer',
] as const;
