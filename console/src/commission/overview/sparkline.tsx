/** A line without axes beside a number that has its own: shape only. Gaps stay gaps; a month between two of them is a dot. */
export function Sparkline({ values, label }: { readonly values: readonly (number | null)[]; readonly label: string }) {
  const known = values.filter((value) => value !== null);
  const low = Math.min(...known);
  const range = Math.max(...known) - low || 1;
  const x = (at: number) => margin + (at / Math.max(1, values.length - 1)) * (width - 2 * margin);
  const y = (value: number) => height - margin - ((value - low) / range) * (height - 2 * margin);
  const runs: string[][] = [[]];
  values.forEach((value, at) => {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push(`${x(at).toFixed(1)},${y(value).toFixed(1)}`);
  });
  const filled = runs.filter((run) => run.length > 0);
  const end = filled.at(-1)?.at(-1)?.split(',');
  return (
    <svg className="sparkline" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {filled.map((run) => (
        <polyline key={run[0]} points={run.length === 1 ? `${run[0]} ${run[0]}` : run.join(' ')} />
      ))}
      {end !== undefined && <circle cx={end[0]} cy={end[1]} r="3" />}
    </svg>
  );
}

const width = 120;
const height = 44;
const margin = 4;
