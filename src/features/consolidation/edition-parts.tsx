import { useSay } from "#ui/language.tsx"
import { Days, number, Tag, type Tone } from "#ui/parts.tsx"
import type { Word } from "#ui/words.ts"
import type { Status } from "./consolidation.ts"
import { registeredAs } from "./correction.ts"
import { instantInText } from "./draft-parts.tsx"
import { differenceCount, type EditionDifferences } from "./edition-differences.ts"
import { FigureTable, useFigureName } from "./figure-table.tsx"
import type { CorrectionLine, EditionLine } from "./read-corrections.server.ts"

export type ShownEdition = Pick<
  EditionLine,
  "id" | "edition" | "isCurrent" | "status" | "number" | "notation" | "issuedOn" | "publicationState"
> & { correctedBy: number | null; correction: CorrectionLine | null }

const tones: Partial<Record<Status, Tone>> = { issued: "good", received: "good", withdrawn: "calm" }

/** What a version is, in one line: its state, its number and date, and what became of it. */
export function EditionLineText({ edition }: { edition: ShownEdition }) {
  const say = useSay()
  return (
    <>
      <Tag tone={tones[edition.status] ?? "accent"}>{say(`consolidation.status.${edition.status}`)}</Tag>{" "}
      {edition.number && (
        <>
          {say("issue.numbered", { number: registeredAs(edition) })} <Days day={edition.issuedOn} />{" "}
        </>
      )}
      {edition.publicationState && say(`publication.state.${edition.publicationState as "proposed"}`)}{" "}
      {edition.correctedBy && <strong>{say("edition.correctedBy", { edition: edition.correctedBy })}</strong>}
    </>
  )
}

/** Every version of the report, the newest first, each with its own page. */
export function EditionList({ editions, roundId }: { editions: readonly ShownEdition[]; roundId: string }) {
  const say = useSay()
  return (
    <ul>
      {editions.map((edition) => (
        <li key={edition.id}>
          <a href={`/tong-hop/${roundId}/ban/${edition.edition}`}>
            {say("edition.name", { edition: edition.edition })}
          </a>
          : <EditionLineText edition={edition} />
          {edition.correction && (
            <>
              <br />
              <small>
                {say("correction.opened", {
                  name: edition.correction.proposedBy,
                  at: instantInText(edition.correction.proposedAt),
                })}{" "}
                {edition.correction.reason}
              </small>
            </>
          )}
        </li>
      ))}
    </ul>
  )
}

/** What one version says differently from the version that it corrects. */
export function Differences({
  differences,
  first,
  second,
}: {
  differences: EditionDifferences
  first: string
  second: string
}) {
  const say = useSay()
  const nameOf = useFigureName()
  if (differenceCount(differences) === 0) return <p className="soft">{say("edition.same")}</p>
  return (
    <>
      {differences.figures.length > 0 && <FigureTable rows={differences.figures} first={first} second={second} />}
      {differences.tasks.length + differences.numbers.length > 0 && (
        <ul>
          {differences.tasks.map((task) => (
            <li key={task.id}>
              {say("task.one")} {task.code}, {task.title.slice(0, 120)}:{" "}
              {task.from ? nameOf(task.from) : say("compare.dropped")} →{" "}
              {task.to ? nameOf(task.to) : say("compare.dropped")}
            </li>
          ))}
          {differences.numbers.map((each) => (
            <li key={each.key}>
              {each.label}: {shown(each.before)} → {shown(each.after)}
            </li>
          ))}
        </ul>
      )}
      {differences.parts.map((part) => (
        <section key={part.key}>
          <h3>{say(`narrative.${part.key}` as Word)}</h3>
          <Sentences word="edition.removed" sentences={part.removed} isRemoved />
          <Sentences word="edition.added" sentences={part.added} />
        </section>
      ))}
    </>
  )
}

const shown = (value: number | null): string => (value === null ? "–" : number(value))

function Sentences({
  word,
  sentences,
  isRemoved = false,
}: {
  word: "edition.removed" | "edition.added"
  sentences: readonly string[]
  isRemoved?: boolean
}) {
  const say = useSay()
  if (sentences.length === 0) return null
  return (
    <>
      <p>{say(word)}</p>
      <ul lang="vi">
        {sentences.map((sentence, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same sentence may stand twice
          <li key={index}>{isRemoved ? <del>{sentence}</del> : <ins>{sentence}</ins>}</li>
        ))}
      </ul>
    </>
  )
}
