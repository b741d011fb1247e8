/** Points left as a ring. The number says it; the ring and its colour say it again. */
export function PointsRing(props: {
  readonly left: number;
  readonly total: number;
  readonly unit: string;
  readonly of: string;
}) {
  const { left, total, unit, of } = props;
  const share = total === 0 ? 0 : Math.max(0, Math.min(1, left / total));
  return (
    <svg
      className={`ring ring-${toneOf(share)}`}
      viewBox="0 0 160 160"
      role="img"
      aria-label={`${left} ${unit}, ${of}`}
    >
      <circle className="ring-ground" cx="80" cy="80" r={radius} />
      <circle
        className="ring-left"
        cx="80"
        cy="80"
        r={radius}
        strokeDasharray={`${share * circumference} ${circumference}`}
        transform="rotate(-90 80 80)"
      />
      <text x="80" y="84" className="ring-number">
        {left}
      </text>
      <text x="80" y="104" className="ring-unit">
        {unit}
      </text>
      <text x="80" y="120" className="ring-of">
        {of}
      </text>
    </svg>
  );
}

const radius = 66;
const circumference = 2 * Math.PI * radius;

function toneOf(share: number): 'well' | 'near' | 'low' {
  if (share > 0.5) return 'well';
  return share > 0.25 ? 'near' : 'low';
}
