import { type Place, places } from "#platform/official-documents/template-places.ts"
import { type FormState, PostForm, SelectField, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, TableScroll, Tag } from "#ui/parts.tsx"
import { sayCode } from "#ui/words.ts"
import { type DocumentKind, documentKinds } from "./document-template.ts"
import type { readDocumentTemplates } from "./read-document-templates.server.ts"
import { placeInWords, stateTones } from "./template-words.tsx"

type Form = { requestId: string; owner: string }
type Kind = Awaited<ReturnType<typeof readDocumentTemplates>>[number]
type KindPartProps = { kind: Kind; base: string; form: Form | null; state: FormState | undefined }

/** One kind of document: what lays it out now, its versions, and the way back to our own layout. */
export function KindPart({ kind: { kind, versions }, base, form, state }: KindPartProps) {
  const say = useSay()
  const current = versions.find((each) => each.state === "inForce")
  const isDefault = !current?.hasFile
  return (
    <section className="card" aria-labelledby={`loai-${kind}`}>
      <h2 id={`loai-${kind}`}>{say(`documentTemplate.kind.${kind}`)}</h2>
      <p>
        {isDefault ? say("documentTemplate.default") : say("documentTemplate.current", { version: current.version })}{" "}
        {current?.fromOn && (
          <>
            {say("documentTemplate.from")} <Days day={current.fromOn} />
          </>
        )}
      </p>
      {versions.length > 0 && (
        <ul>
          {versions.map((each) => (
            <li key={each.id}>
              <a href={`${base}/${each.id}`}>{say("documentTemplate.version", { version: each.version })}</a>:{" "}
              {each.fileName ?? say("documentTemplate.default")}{" "}
              <Tag tone={stateTones[each.state]}>{say(`documentTemplate.state.${each.state}`)}</Tag>
              {each.fromOn && (
                <>
                  {" "}
                  {say("documentTemplate.from")} <Days day={each.fromOn} />
                </>
              )}
              {each.note && ` · ${each.note}`}
            </li>
          ))}
        </ul>
      )}
      {form && !isDefault && (
        <details open={state !== undefined}>
          <summary>{say("documentTemplate.toDefault")}</summary>
          <PostForm {...form} hidden={{ do: "default", kind }} state={state}>
            <TextField
              name="fromOn"
              id={`fromOn-${kind}`}
              label={say("documentTemplate.fromOn")}
              hint={say("documentTemplate.fromOnHint")}
            />
            <button type="submit" className="secondary">
              {say("documentTemplate.toDefaultDo")}
            </button>
          </PostForm>
        </details>
      )}
    </section>
  )
}

/** The upload, with everything that is wrong with the file beside it. */
export function UploadPart({ form, state }: { form: Form; state: FormState | undefined }) {
  const say = useSay()
  const fault = state?.refusal?.field === "file" ? state.refusal : undefined
  return (
    <PostForm {...form} enctype="multipart/form-data" className="card" state={state} hidden={{ do: "upload" }}>
      <h2>{say("documentTemplate.upload")}</h2>
      <SelectField
        name="kind"
        label={say("documentTemplate.kindOf")}
        options={documentKinds.map((kind: DocumentKind) => ({
          value: kind,
          label: say(`documentTemplate.kind.${kind}`),
        }))}
      />
      <div className="field">
        <label htmlFor="file">{say("documentTemplate.file")}</label>
        <p className="hint" id="file-hint">
          {say("documentTemplate.fileHint")}
        </p>
        {fault && (
          <div className="error" id="file-error">
            <p>{sayCode(say, "refusal", fault.code, fault.values)}</p>
            <ul>
              {fault.details?.map((each) => (
                <li key={JSON.stringify(each)}>{sayCode(say, "refusal", each.code, each.values)}</li>
              ))}
            </ul>
          </div>
        )}
        <input
          id="file"
          name="file"
          type="file"
          accept=".docx"
          aria-invalid={fault ? true : undefined}
          aria-describedby={fault ? "file-hint file-error" : "file-hint"}
        />
      </div>
      <TextField name="note" label={`${say("documentTemplate.note")} (${say("form.optional")})`} maxLength={300} />
      <label className="choice" id="isNotSecret">
        <input type="checkbox" name="isNotSecret" value="1" defaultChecked={state?.fields.isNotSecret === "1"} />{" "}
        <span>{say("entry.notSecret")}</span>
      </label>
      <button type="submit">{say("documentTemplate.check")}</button>
    </PostForm>
  )
}

/** Every name that a clerk can write into a template, and what takes its place. */
export function PlaceTable() {
  const say = useSay()
  return (
    <details>
      <summary>{say("documentTemplate.places", { count: places.length })}</summary>
      <p>{say("documentTemplate.placesLead")}</p>
      <TableScroll label={say("documentTemplate.places", { count: places.length })}>
        <table className="stack">
          <thead>
            <tr>
              <th>{say("documentTemplate.place")}</th>
              <th>{say("documentTemplate.becomes")}</th>
              <th>{say("documentTemplate.stands")}</th>
            </tr>
          </thead>
          <tbody>
            {places.map((place: Place) => (
              <tr key={place.name}>
                <th scope="row">
                  <code>{`{{${place.name}}}`}</code>
                </th>
                <td data-label={say("documentTemplate.becomes")}>{placeInWords(say, place.name)}</td>
                <td data-label={say("documentTemplate.stands")}>{say(`documentTemplate.stands.${place.kind}`)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroll>
    </details>
  )
}
