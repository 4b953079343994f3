import { Enhance } from "#ui/enhance.tsx"
import { useSay } from "#ui/language.tsx"
import { Brand, Foot } from "#ui/page-frame.tsx"

export const handle = { enhance: ["without-line"] }

/** What a device shows in place of a page that it cannot get: the reports that it keeps. It asks the server for nothing. */
export default function WithoutLine() {
  const say = useSay()
  const words = {
    "withoutLine.keptAt": say("withoutLine.keptAt"),
    "withoutLine.unsent": say("withoutLine.unsent"),
    "withoutLine.nothingUnsent": say("withoutLine.nothingUnsent"),
  }
  return (
    <>
      <header className="bar">
        <div className="bar-inner">
          <Brand to="/viec-cua-toi" />
        </div>
      </header>
      <main className="narrow">
        <title>{`${say("withoutLine.title")} – Tiến Độ`}</title>
        <h1>{say("withoutLine.title")}</h1>
        <p className="lead">{say("withoutLine.text")}</p>
        <h2>{say("withoutLine.kept")}</h2>
        <ul className="plain-list" data-kept="" data-words={JSON.stringify(words)}>
          <li>{say("withoutLine.nothing")}</li>
        </ul>
        <Enhance name="without-line" />
      </main>
      <Foot />
    </>
  )
}
