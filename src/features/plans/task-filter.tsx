import { FilterChoice, type Option } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import type { TaskLine } from "./task-line.ts"
import { outcomeLines } from "./task-outcome.ts"

const states = [...outcomeLines, "awaitingConfirmation", "withoutLead", "withoutDeadline"] as const
const vietnamese = new Intl.Collator("vi")

export type FilterOptions = { groups: Option[]; units: Option[] }

/** What the tasks of a plan can be filtered by, units in Vietnamese order. */
export function filterOptions(lines: readonly TaskLine[]): FilterOptions {
  const groups = new Map(lines.map((line) => [line.groupCode, line.groupTitle]))
  const units = new Map(lines.flatMap((line) => line.leads.map((lead) => [lead.unitId, lead.name] as const)))
  return {
    groups: [...groups].map(([value, title]) => ({ value, label: `${value}. ${title.slice(0, 60)}` })),
    units: [...units].map(([value, label]) => ({ value, label })).sort((a, b) => vietnamese.compare(a.label, b.label)),
  }
}

type Filter = { text: string; groupCode: string; unitId: string; state: string }

/** The filters above a list of tasks; they stay in the address. @param here where the list stands without filters */
export function TaskFilterForm({
  filter,
  options,
  here,
  hidden,
}: {
  filter: Filter
  options: FilterOptions
  here: string
  hidden?: Record<string, string>
}) {
  const say = useSay()
  const isFiltered = Object.values(filter).some((value) => value !== "")
  return (
    <form className="filters row" method="get">
      {Object.entries(hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <div className="field grow">
        <label htmlFor="tim">{say("tasks.search")}</label>
        <input id="tim" name="tim" type="search" defaultValue={filter.text} />
      </div>
      <FilterChoice name="nhom" label={say("plan.group")} value={filter.groupCode} options={options.groups} />
      <FilterChoice name="don-vi" label={say("task.lead")} value={filter.unitId} options={options.units} />
      <FilterChoice
        name="tinh-trang"
        label={say("task.state")}
        value={filter.state}
        options={states.map((state) => ({
          value: state,
          label: say(
            state === "awaitingConfirmation"
              ? "workflow.awaitingConfirmation"
              : state === "withoutLead"
                ? "tasks.withoutLead"
                : state === "withoutDeadline"
                  ? "tasks.withoutDeadline"
                  : `outcome.${state}`,
          ),
        }))}
      />
      <div className="field">
        <button type="submit">{say("tasks.filter")}</button>
      </div>
      {isFiltered && (
        <div className="field">
          <a href={here}>{say("tasks.clear")}</a>
        </div>
      )}
    </form>
  )
}
