import { Select } from 'antd';
import { useHospitals } from './queries.ts';

/** A hospital by its name. A field of a form, or by itself. */
export function HospitalSelect(props: {
  readonly id?: string;
  readonly value?: string;
  readonly onChange?: (value: string | undefined) => void;
  readonly label?: string;
  readonly placeholder?: string;
}) {
  const { id, value, onChange, label, placeholder } = props;
  const { data, isFetching } = useHospitals();
  return (
    <Select
      {...(id === undefined ? {} : { id })}
      {...(label === undefined ? {} : { 'aria-label': label })}
      className="chooser"
      value={value}
      onChange={onChange}
      placeholder={placeholder}
      loading={isFetching}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      options={(data?.items ?? []).map(({ hospitalId, name }) => ({ value: hospitalId, label: name }))}
    />
  );
}
