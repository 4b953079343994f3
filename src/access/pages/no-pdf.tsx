import { useSay } from "#ui/language.tsx"
import { Message, PageHead } from "#ui/parts.tsx"
import type { Route } from "./+types/no-pdf"

const causes = ["absent", "busy", "tooSlow", "failed"] as const

export function loader({ request }: Route.LoaderArgs) {
  const { searchParams } = new URL(request.url)
  const word = searchParams.get("word") ?? ""
  return {
    cause: causes.find((each) => each === searchParams.get("vi")) ?? "failed",
    /** An address of our own only: this page leads nobody elsewhere. */
    word: /^\/[a-z][\w\-/.?=%&]*$/i.test(word) ? word : null,
  }
}

/** Why a document could not be had as PDF, and its Word file instead. */
export default function NoPdf({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const { cause, word } = loaderData
  return (
    <>
      <PageHead title={say("pdf.title")} />
      <Message tone="warn">
        <p>{say(`refusal.pdf.${cause}`)}</p>
      </Message>
      {word && (
        <p className="actions">
          <a className="button" href={word}>
            {say("pdf.takeWord")}
          </a>
          {cause !== "absent" && (
            <a href={word.replace(/(\/word|\.docx)(?=$|\?)/, (end) => (end === "/word" ? "/pdf" : ".pdf"))}>
              {say("pdf.again")}
            </a>
          )}
        </p>
      )}
      <p>{say("pdf.print")}</p>
    </>
  )
}
