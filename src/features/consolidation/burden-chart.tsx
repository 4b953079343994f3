import { number } from "#ui/parts.tsx"
import { inMinutes } from "./burden.ts"

type Bar = { key: string; label: string; medianSeconds: number | null; p90Seconds: number | null }

const ROW = 48
const WIDTH = 560
/** Room right of the longest mark for its two numbers. */
const NUMBERS = 80

/** Median as a bar, nine of ten as a mark beyond it, one row a round; the table below says the same. */
export function BurdenChart({ bars, title }: { bars: readonly Bar[]; title: string }) {
  const most = Math.max(60, ...bars.map((bar) => bar.p90Seconds ?? 0))
  const x = (seconds: number) => (seconds / most) * (WIDTH - NUMBERS)
  return (
    <svg
      className="burden-chart"
      viewBox={`0 0 ${WIDTH} ${bars.length * ROW + 4}`}
      role="img"
      aria-label={title}
      fontSize="14"
    >
      {bars.map((bar, index) => (
        <g key={bar.key} transform={`translate(0 ${index * ROW})`}>
          <text x="0" y="15" className="label">
            {bar.label}
          </text>
          {bar.medianSeconds === null || bar.p90Seconds === null ? (
            <text x="0" y="36" className="label">
              –
            </text>
          ) : (
            <>
              <line x1={x(0)} x2={x(bar.p90Seconds)} y1="31" y2="31" className="range" strokeWidth="2" />
              <rect x={x(0)} y="22" width={Math.max(2, x(bar.medianSeconds) - x(0))} height="18" className="bar" />
              <line x1={x(bar.p90Seconds)} x2={x(bar.p90Seconds)} y1="23" y2="39" className="range" strokeWidth="3" />
              <text x={x(bar.p90Seconds) + 8} y="36" className="label">
                {number(inMinutes(bar.medianSeconds))} – {number(inMinutes(bar.p90Seconds))}
              </text>
            </>
          )}
        </g>
      ))}
    </svg>
  )
}
