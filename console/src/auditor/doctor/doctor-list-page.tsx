import { Button, Input } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useFilter } from '../../charts/filter.ts';
import { useCodeWords, useWords } from '../../language/words.ts';
import { ListPage } from '../../parts/list/list-page.tsx';
import { useRoles } from '../../session/me.ts';
import { type ListedDoctor, useDoctors, useHospitalNames } from '../queries.ts';
import { doctorPageWords, gradeWords } from './messages.ts';
import '../auditor.css';
import { Sheet } from '../../parts/sheet.tsx';

/** Everybody of the scope, found in one field. */
export function DoctorListPage() {
  const say = useWords(doctorPageWords);
  const [q, setQ] = useFilter('q', '');
  const [typed, setTyped] = useState(q);
  const [department, setDepartment] = useFilter('department', '');
  const list = useDoctors(q, department);
  const keeps = useRoles().has('medical-affairs');
  return (
    <ListPage
      title={say('title')}
      actions={
        keeps && (
          <>
            <Link to="/review/doctors/import">
              <Button tabIndex={-1}>{say('import')}</Button>
            </Link>
            <Link to="/review/doctors/new">
              <Button type="primary" tabIndex={-1}>
                {say('register')}
              </Button>
            </Link>
          </>
        )
      }
      filters={
        <div className="filters">
          <Input.Search
            className="search"
            aria-label={say('search')}
            placeholder={say('search')}
            value={typed}
            maxLength={100}
            allowClear
            autoFocus
            onChange={({ target }) => setTyped(target.value)}
            onSearch={(text) => setQ(text.trim())}
          />
          <Input
            className="filter department"
            aria-label={say('departmentFilter')}
            placeholder={say('departmentFilter')}
            key={department}
            allowClear
            defaultValue={department}
            maxLength={100}
            onBlur={({ target }) => setDepartment(target.value.trim())}
            onPressEnter={({ currentTarget }) => setDepartment(currentTarget.value.trim())}
          />
        </div>
      }
      list={list}
      none={say('none')}
      table={(items) => <DoctorTable items={items} />}
    />
  );
}

function DoctorTable({ items }: { readonly items: readonly ListedDoctor[] }) {
  const say = useWords(doctorPageWords);
  const grade = useCodeWords(gradeWords);
  const hospital = useHospitalNames();
  return (
    <Sheet<ListedDoctor>
      rowKey={(row) => row.doctorId}
      rows={items}
      columns={[
        {
          title: say('name'),
          cell: ({ doctorId, name }) => <Link to={`/review/doctors/${doctorId}`}>{name}</Link>,
        },
        { title: say('staffNo'), cell: ({ posts }) => posts.map(({ staffNo }) => staffNo).join('、') },
        { title: say('department'), cell: ({ posts }) => posts.map(({ department }) => department).join('、') },
        { title: say('hospital'), cell: ({ posts }) => posts.map((post) => hospital(post.hospitalId)).join('、') },
        { title: say('jobTitle'), cell: (row) => row.title },
        { title: say('grade'), cell: (each) => grade(each.antibacterialGrade) },
        { title: say('licence'), cell: (row) => row.licenceNo, className: 'number' },
      ]}
    />
  );
}
