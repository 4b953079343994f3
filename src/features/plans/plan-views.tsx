import { useSay } from "#ui/language.tsx"

const views = [
  { path: "", word: "view.overview" },
  { path: "/nhiem-vu", word: "view.table" },
  { path: "/cay", word: "view.tree" },
  { path: "/thoi-gian", word: "view.time" },
  { path: "/theo-don-vi", word: "view.units" },
  { path: "/theo-thoi-han", word: "view.deadlines" },
] as const

/** The ways to look at one plan. */
export function PlanViews({ slug, current }: { slug: string; current: (typeof views)[number]["path"] }) {
  const say = useSay()
  return (
    <nav className="views" aria-label={say("view.label")}>
      {views.map((view) => (
        <a
          key={view.path}
          href={`/ke-hoach/${slug}${view.path}`}
          aria-current={view.path === current ? "page" : undefined}
        >
          {say(view.word)}
        </a>
      ))}
    </nav>
  )
}
