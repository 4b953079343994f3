import type { AmendingDocument } from "#features/plans/amend-plan.server.ts"
import { type Day, parseDay } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { DayField, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"

/** The fields of a document that changes a plan: who issued what, when, and from which day it counts. */
export function DocumentFields({ issuer, place }: { issuer: string | null; place: string | null }) {
  const say = useSay()
  return (
    <>
      <div className="row">
        <TextField name="number" label={say("document.number")} hint={say("document.numberHint")} />
        <TextField
          name="notation"
          label={say("document.notation")}
          hint={say("document.notationHint")}
          initial="QĐ-UBND"
        />
      </div>
      <div className="row">
        <DayField name="issuedOn" label={say("document.issuedOn")} hint={say("form.dayHint")} />
        <DayField name="effectiveOn" label={say("document.effectiveOn")} hint={say("document.effectiveHint")} />
      </div>
      <TextField name="title" label={say("document.title")} />
      <TextField name="issuer" label={say("document.issuer")} initial={issuer} />
      <input type="hidden" name="place" value={place ?? ""} />
    </>
  )
}

type TypedDocument = { document: AmendingDocument; effectiveOn: Day }

/** The document as typed; without another day it counts from the day of issue. */
export function typedDocument(fields: Readonly<Record<string, string>>): Outcome<TypedDocument> {
  const text = (name: string) => fields[name]?.replace(/\s+/g, " ").trim() || null
  const issuedOn = parseDay(fields.issuedOn ?? "")
  if (!issuedOn) return refused("form.noDay", { field: "issuedOn", values: { text: fields.issuedOn ?? "" } })
  const effectiveOn = text("effectiveOn") === null ? issuedOn : parseDay(fields.effectiveOn!)
  if (!effectiveOn) return refused("form.noDay", { field: "effectiveOn", values: { text: fields.effectiveOn! } })
  return done({
    document: {
      kind: "decision",
      number: text("number"),
      notation: text("notation"),
      issuer: text("issuer"),
      place: text("place"),
      issuedOn,
      title: text("title"),
    },
    effectiveOn,
  })
}
