import { type FormState, PostForm, TextArea } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Message, Tag } from "#ui/parts.tsx"
import type { NarrativeKey } from "./consolidation.ts"
import type { TextContradiction } from "./contradictions.ts"
import type { FieldChoice, TextPiece } from "./figure-fields.ts"
import type { CommentLine, ReportContradiction } from "./read-draft.server.ts"
import { type SourcePage, sourceAddress } from "./source-page.ts"

export type PageForm = { requestId: string; owner: string }

export const instantInText = (at: Date | string): string =>
  new Date(at).toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short", timeStyle: "short" })

/** The text as it will stand in the report: each figure leads to its table, each mark to the sentence of its unit. */
export function DraftText({
  lines,
  shown,
  roundId,
}: {
  lines: TextPiece[][]
  shown: ReadonlySet<number>
  roundId: string
}) {
  const say = useSay()
  return (
    <div className="draft-text">
      {lines.map((pieces, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines of a text have no other identity
        <p key={index}>
          {pieces.map((piece, place) => {
            const key = `${index}-${place}`
            if (piece.kind === "text") return <span key={key}>{piece.text}</span>
            if (piece.kind === "mark")
              return (
                <a key={key} href={sourceAddress(piece.mark, shown)}>
                  [{piece.mark}]
                </a>
              )
            if (piece.kind === "obstacle")
              return (
                <a key={key} href={`/tong-hop/${roundId}/vuong-mac#vm-${piece.number}`}>
                  [VM{piece.number}]
                </a>
              )
            if (piece.kind === "moreMarks")
              return (
                <a key={key} href={sourceAddress(piece.mark, shown)}>
                  {" "}
                  {say("narrative.moreMarks", { count: piece.count })}
                </a>
              )
            return piece.value === undefined ? (
              <mark key={key}>{say("field.unknown", { name: piece.name })}</mark>
            ) : (
              <a key={key} className="field-value" href={`/tong-hop/${roundId}/so-lieu`} title={piece.name}>
                {piece.value}
              </a>
            )
          })}
        </p>
      ))}
    </div>
  )
}

/** What stands against each other, each side with its source. Nobody is told who is right. */
export function Contradictions({
  inText,
  inReports,
  shown,
  roundId,
}: {
  inText: TextContradiction[]
  inReports: ReportContradiction[]
  shown: ReadonlySet<number>
  roundId: string
}) {
  const say = useSay()
  if (inText.length + inReports.length === 0) return <p className="soft">{say("contradiction.none")}</p>
  const entry = (reportId: string, entryId: string) => `/tong-hop/${roundId}/bao-cao/${reportId}#muc-${entryId}`
  return (
    <section className="card" aria-labelledby="contradictions">
      <h2 id="contradictions">{say("contradiction.title", { count: inText.length + inReports.length })}</h2>
      <ul>
        {inText.map((each) => (
          <li key={`${each.key}${each.line}${each.figure}`}>
            <a href={`#part-${each.key}`}>{say(`narrative.${each.key}`)}</a>: “{each.line.slice(0, 160)}”.{" "}
            {say("contradiction.number", { figure: each.figure, said: each.said, is: each.is })}{" "}
            {each.unit ? (
              <a href={sourceAddress(each.unit.mark, shown)}>{say("contradiction.ofUnit", { unit: each.unit.name })}</a>
            ) : (
              <a href={`/tong-hop/${roundId}/so-lieu`}>{say("contradiction.ofPlan")}</a>
            )}
          </li>
        ))}
        {inReports.map((each) => (
          <li key={`${each.kind}${each.entryId}${each.otherEntryId ?? ""}`}>
            {say("task.one")} {each.taskCode}, {each.taskTitle.slice(0, 120)}:{" "}
            <a href={entry(each.reportId, each.entryId)}>{each.unitName}</a>{" "}
            {say(`contradiction.${each.kind}`, { percent: each.percentDone ?? "–" })}{" "}
            {each.otherReportId && each.otherEntryId ? (
              <>
                <a href={entry(each.otherReportId, each.otherEntryId)}>{each.otherUnitName}</a>
                {each.otherPercent !== null && ` (${each.otherPercent} %)`}
              </>
            ) : (
              <a href={`/lich-su/${each.taskId}`}>{say("contradiction.decision")}</a>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** The fields that may stand in the text, with their value of now. */
export function FieldHelp({ fields }: { fields: FieldChoice[] }) {
  const say = useSay()
  return (
    <details className="card">
      <summary>{say("field.title", { count: fields.length })}</summary>
      <p>{say("field.how")}</p>
      <table className="plain">
        <thead>
          <tr>
            <th>{say("field.write")}</th>
            <th>{say("field.now")}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.name}>
              <td>
                <code>{`{{${field.name}}}`}</code>
              </td>
              <td>{field.value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}

/** What units sent for this part; sentences that read alike stand together, each can be taken out. */
export function PartSources({
  page,
  forms,
  roundId,
  seenVersion,
}: {
  page: SourcePage
  forms: Record<string, PageForm>
  roundId: string
  seenVersion: number
}) {
  const say = useSay()
  return (
    <details open={page.isWanted}>
      <summary>{say("narrative.sources", { count: page.count })}</summary>
      <ol className="plain-list">
        {page.groups.map((same) => (
          <li key={same[0]!.mark} className={same.length > 1 ? "card" : undefined}>
            {same.length > 1 && <p className="soft">{say("narrative.joined", { count: same.length })}</p>}
            {same.map((quote) => (
              <div key={quote.mark} id={`nguon-${quote.mark}`}>
                <strong>[{quote.mark}]</strong> {quote.text}{" "}
                <span className="source">
                  <a
                    href={`/tong-hop/${roundId}/bao-cao/${quote.reportId}${quote.entryId ? `#muc-${quote.entryId}` : ""}`}
                  >
                    {quote.unitName}
                  </a>
                  {quote.taskCode && `, ${say("task.one")} ${quote.taskCode}`}
                </span>
                {forms[quote.mark] && (
                  <PostForm
                    {...forms[quote.mark]!}
                    seenVersion={seenVersion}
                    hidden={{ do: "part", mark: String(quote.mark) }}
                  >
                    <button type="submit" className="secondary small">
                      {say("narrative.part")}
                      <span className="visually-hidden"> [{quote.mark}]</span>
                    </button>
                  </PostForm>
                )}
              </div>
            ))}
          </li>
        ))}
      </ol>
      {(page.before !== null || page.after !== null) && (
        <p className="row">
          {page.before !== null && <a href={sourceAddress(page.before, nothing)}>{say("narrative.sourcesBefore")}</a>}
          {page.after !== null && <a href={sourceAddress(page.after, nothing)}>{say("narrative.sourcesAfter")}</a>}
        </p>
      )}
    </details>
  )
}
const nothing: ReadonlySet<number> = new Set()

/** Remarks of the editors on one part; they are no part of the report. */
export function PartComments({
  partKey,
  comments,
  addForm,
  state,
}: {
  partKey: NarrativeKey
  comments: (CommentLine & { form: PageForm | null })[]
  addForm: PageForm | null
  state: FormState | undefined
}) {
  const say = useSay()
  const open = comments.filter((comment) => !comment.resolver).length
  return (
    <details open={open > 0 || state !== undefined}>
      <summary>{say("comment.title", { count: open })}</summary>
      <ul>
        {comments.map((comment) => (
          <li key={comment.id}>
            <p className="prose">{comment.body}</p>
            <small>
              {comment.writer}, {instantInText(comment.writtenAt)}{" "}
              {comment.resolver && <Tag tone="good">{say("comment.resolvedBy", { name: comment.resolver })}</Tag>}
            </small>
            {comment.form && !comment.resolver && (
              <PostForm {...comment.form} hidden={{ do: "resolve", commentId: comment.id, key: partKey }}>
                <button type="submit" className="secondary small">
                  {say("comment.resolve")}
                </button>
              </PostForm>
            )}
          </li>
        ))}
      </ul>
      {addForm && (
        <PostForm {...addForm} hidden={{ do: "comment", key: partKey }} state={state}>
          <TextArea
            name="comment"
            id={state ? "comment" : `comment-${partKey}`}
            label={say("comment.label")}
            rows={2}
          />
          <button type="submit" className="secondary">
            {say("comment.add")}
          </button>
        </PostForm>
      )}
    </details>
  )
}

/** Somebody saved this part meanwhile: their text beside what was typed here, which stays in the field. */
export function Theirs({ part }: { part: { body: string; editedBy: string | null; editedAt: Date | null } }) {
  const say = useSay()
  return (
    <Message
      tone="warn"
      title={say("narrative.theirs", {
        name: part.editedBy ?? "",
        at: part.editedAt ? instantInText(part.editedAt) : "",
      })}
    >
      <p>{say("narrative.theirsHow")}</p>
      <p className="prose">{part.body || say("stale.empty")}</p>
    </Message>
  )
}
