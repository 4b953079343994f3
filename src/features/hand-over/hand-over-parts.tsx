import type { Role } from "#shared/actor.ts"
import { SelectField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, TableScroll } from "#ui/parts.tsx"
import { type Candidate, type InHand, pathOf, suggestedSuccessor } from "./in-hand.ts"

/** What somebody has in hand, or had on the day of the hand-over. */
export function InHandList({ items, title }: { items: readonly InHand[]; title: string }) {
  const say = useSay()
  if (items.length === 0) return <p className="soft">{say("handOver.nothingInHand")}</p>
  return (
    <TableScroll label={title}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("handOver.what")}</th>
            <th>{say("handOver.kind")}</th>
            <th>{say("handOver.dueOn")}</th>
            <th>{say("handOver.becomes")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item, index) => {
            const to = pathOf(item)
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is rendered once
              <tr key={index}>
                <th scope="row">
                  {to ? (
                    <a className="clamp" href={to}>
                      {item.title}
                    </a>
                  ) : (
                    item.title
                  )}
                </th>
                <td data-label={say("handOver.kind")}>{say(`handOver.kind.${item.kind}`)}</td>
                <td data-label={say("handOver.dueOn")}>
                  <Days day={item.dueOn} />
                </td>
                <td data-label={say("handOver.becomes")}>
                  {say(item.moves ? "handOver.moves" : "handOver.staysWithUnit")}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </TableScroll>
  )
}

/** Who goes on; another person with the same role is suggested. */
export function SuccessorField({
  name = "successor",
  candidates,
  role,
  mayWait,
}: {
  name?: string
  candidates: readonly Candidate[]
  role: Role
  mayWait: boolean
}) {
  const say = useSay()
  const nobody = say(mayWait ? "handOver.noSuccessor" : "handOver.choose")
  return (
    <SelectField
      name={name}
      label={say("handOver.successor")}
      hint={say(mayWait ? "handOver.successorHint" : "handOver.successorOnly")}
      initial={suggestedSuccessor(candidates, role) ?? ""}
      options={[
        ...candidates.map((each) => ({
          value: each.id,
          label: `${each.name} (${each.roles.map((held) => say(`role.${held}`)).join(", ")})`,
        })),
        { value: "", label: nobody },
      ]}
    />
  )
}
