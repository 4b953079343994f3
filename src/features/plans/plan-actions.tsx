import { useSay } from "#ui/language.tsx"
import type { Word } from "#ui/words.ts"

/** What can be done with a plan: what everybody opens often as buttons, the plan office's rare work folded away. */
export function PlanActions({
  base,
  planId,
  isAnnual,
  mayEdit,
  mayUndo,
}: {
  base: string
  planId: string
  isAnnual: boolean
  mayEdit: boolean
  mayUndo: boolean
}) {
  const say = useSay()
  const often: [string, Word][] = [
    ["/dot-bao-cao", "plan.rounds"],
    ["/cap-giai-quyet", "obstacleRoute.title"],
    ...(mayEdit ? [["/phu-luc", "plan.annex"] as [string, Word]] : []),
    ["/phien-ban", "versions.title"],
    ["/de-nghi", "proposals.title"],
    ["/ra-soat", "review.yearly"],
    isAnnual ? ["/du-toan", "estimates.title"] : ["/hang-nam", "annual.title"],
  ]
  const rare: [string, Word][] = [
    ["/don-vi-xac-nhan", "confirmers.title"],
    ["/hien-trang", "openingState.title"],
    ["/mau-van-ban", "documentTemplate.title"],
    ["/doi-chieu", "reconcile.title"],
    ["/thay-the", "carryOver.title"],
    ...(mayUndo ? [["/hoan-tac", "undoImport.title"] as [string, Word]] : []),
  ]
  return (
    <>
      <p className="actions">
        {often.map(([path, word]) => (
          <a key={path} className="button secondary" href={`${base}${path}`}>
            {say(word)}
          </a>
        ))}
        <a href={`/lich-su/${planId}`}>{say("plan.history")}</a>
      </p>
      {mayEdit && (
        <details>
          <summary>{say("plan.rareActions")}</summary>
          <ul>
            {rare.map(([path, word]) => (
              <li key={path}>
                <a href={`${base}${path}`}>{say(word)}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}
