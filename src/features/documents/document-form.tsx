import { formatDay, parseDay } from "#shared/day.ts"
import { done, type Outcome, refused } from "#shared/outcome.ts"
import { DayField, SelectField, TextArea, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { documentKinds } from "./document.ts"
import type { DocumentFacts } from "./keep-documents.server.ts"

/** The facts of a document, as the register keeps them. */
export function DocumentForm({ document }: { document: Partial<DocumentFacts> }) {
  const say = useSay()
  return (
    <>
      <SelectField
        name="kind"
        label={say("document.kind")}
        initial={document.kind ?? "decision"}
        options={documentKinds.map((kind) => ({ value: kind, label: say(`document.kind.${kind}`) }))}
      />
      <div className="row">
        <TextField
          name="number"
          label={say("document.number")}
          hint={say("document.numberHint")}
          initial={document.number}
        />
        <TextField
          name="notation"
          label={say("document.notation")}
          hint={say("document.notationHint")}
          initial={document.notation}
        />
      </div>
      <div className="row">
        <DayField
          name="issuedOn"
          label={say("document.issuedOn")}
          hint={say("form.dayHint")}
          initial={document.issuedOn && formatDay(document.issuedOn)}
        />
        <DayField
          name="effectiveOn"
          label={say("document.effectiveOn")}
          hint={say("document.effectiveHint")}
          initial={document.effectiveOn && formatDay(document.effectiveOn)}
        />
      </div>
      <TextField name="issuer" label={say("document.issuer")} initial={document.issuer} />
      <TextField name="place" label={`${say("document.place")} (${say("form.optional")})`} initial={document.place} />
      <TextArea name="title" label={say("document.title")} initial={document.title} rows={2} />
      <TextField
        name="externalRef"
        label={`${say("document.externalRef")} (${say("form.optional")})`}
        hint={say("document.externalRefHint")}
        initial={document.externalRef}
      />
      <TextArea
        name="note"
        label={`${say("amendment.note")} (${say("form.optional")})`}
        initial={document.note}
        rows={2}
      />
    </>
  )
}

type Fields = Readonly<Record<string, string>>
export function typedFacts(fields: Fields): Outcome<DocumentFacts> {
  const text = (name: string) => fields[name]?.replace(/\s+/g, " ").trim() || null
  const days: Record<string, string | null> = {}
  for (const name of ["issuedOn", "effectiveOn"]) {
    const typed = text(name)
    const day = typed === null ? null : parseDay(typed)
    if (day === undefined) return refused("form.noDay", { field: name, values: { text: typed ?? "" } })
    days[name] = day
  }
  return done({
    kind: fields.kind ?? "",
    number: text("number"),
    notation: text("notation"),
    issuer: text("issuer"),
    place: text("place"),
    issuedOn: days.issuedOn ?? null,
    effectiveOn: days.effectiveOn ?? days.issuedOn ?? null,
    title: text("title"),
    externalRef: text("externalRef"),
    note: fields.note?.trim() || null,
  })
}
