import type { ReactNode } from "react"
import { type Day, formatDay } from "#shared/day.ts"
import { useSay } from "./language.tsx"

export type Tone = "good" | "warn" | "bad" | "accent" | "calm"
const shapes: Record<Tone, string> = { good: "✓", warn: "◔", bad: "▲", accent: "●", calm: "○" }

/** Word, shape and colour together: nobody needs to see the colour. */
export const Tag = ({ tone, children }: { tone: Tone; children: ReactNode }) => (
  <span className={`tag ${tone}`}>
    <span aria-hidden="true">{shapes[tone]}</span>
    {children}
  </span>
)

export const Days = ({ day }: { day: Day | null | undefined }) =>
  day ? <time dateTime={day}>{formatDay(day)}</time> : <span aria-hidden="true">–</span>

export type Crumb = { to: string; label: string }

/** Titles of tasks are whole sentences; beyond this length they are set smaller. */
const LONG_TITLE = 90

/** The head of a page: where it is, its one h1, and what it is about. */
export function PageHead({
  crumbs,
  title,
  lead,
  children,
}: {
  crumbs?: readonly Crumb[]
  title: string
  lead?: ReactNode
  children?: ReactNode
}) {
  const say = useSay()
  return (
    <>
      <title>{`${title} – Tiến Độ`}</title>
      {crumbs && crumbs.length > 0 && (
        <nav className="crumbs" aria-label={say("frame.crumbs")}>
          <ol>
            {crumbs.map((crumb) => (
              <li key={crumb.to}>
                <a href={crumb.to}>{crumb.label}</a>
              </li>
            ))}
          </ol>
        </nav>
      )}
      <h1 className={title.length > LONG_TITLE ? "long" : undefined}>{title}</h1>
      {lead && <p className="lead">{lead}</p>}
      {children}
    </>
  )
}

/** A wide table scrolls inside its own region, which the keyboard can reach. */
export const TableScroll = ({ label, children }: { label: string; children: ReactNode }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
  <section className="table-scroll" aria-label={label} tabIndex={0}>
    {children}
  </section>
)

export const Message = ({
  tone,
  title,
  children,
}: {
  tone: "good" | "warn" | "info" | "bad"
  title?: string
  children: ReactNode
}) => (
  <div className={`message ${tone}`} role="status">
    {title && <h2>{title}</h2>}
    {children}
  </div>
)

/** Says why a list is empty and what to do. */
export const Empty = ({ children }: { children: ReactNode }) => <div className="card soft">{children}</div>

/** Links to the neighbours of a page of a list; the filters stay in the address. @param page counts from 1 */
export function Paging({ page, pages, search }: { page: number; pages: number; search: string }) {
  const say = useSay()
  if (pages <= 1) return null
  const to = (target: number) => {
    const params = new URLSearchParams(search)
    params.set("trang", String(target))
    return `?${params}`
  }
  return (
    <nav className="paging" aria-label={say("list.paging")}>
      {page > 1 && <a href={to(page - 1)}>{say("list.previous")}</a>}
      <span>{say("list.pageOf", { page, pages })}</span>
      {page < pages && <a href={to(page + 1)}>{say("list.next")}</a>}
    </nav>
  )
}

// made once: a page of totals formats hundreds of numbers, and each toLocaleString with options would make its own
const shares = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 2 })
const numbers = new Intl.NumberFormat("vi-VN")

export const percent = (share: number | null): string => (share === null ? "–" : `${shares.format(share * 100)} %`)

export const number = (value: number): string => numbers.format(value)
