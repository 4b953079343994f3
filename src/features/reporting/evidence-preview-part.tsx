import { useSay } from "#ui/language.tsx"
import type { PreviewKind } from "./evidence-preview.ts"

type Shown = { id: string; title: string; fileName: string | null; size: number | null }
type PreviewProps = { evidence: Shown; kind: PreviewKind; text: { text: string; isCut: boolean } | null }

/** The file of a proof inside the page, and its download. A phone opens a PDF in its own viewer: frames there show one page only. */
export function EvidencePreview({ evidence, kind, text }: PreviewProps) {
  const say = useSay()
  if (!evidence.fileName) return <p className="soft">{say("evidence.noFile")}</p>
  const content = `/minh-chung/${evidence.id}/noi-dung`
  return (
    <section aria-labelledby="file" className="preview">
      <h2 id="file" className="visually-hidden">
        {say("evidence.file")}
      </h2>
      {kind === "picture" && (
        <a href={content}>
          <img src={content} alt={say("evidence.pictureOf", { title: evidence.title })} />
        </a>
      )}
      {(kind === "pdf" || kind === "turned") && (
        <>
          {kind === "turned" && <p className="hint">{say("evidence.turned")}</p>}
          <iframe
            src={`${content}#navpanes=0`}
            title={say("evidence.frame", { title: evidence.title })}
            loading="lazy"
          />
        </>
      )}
      {kind === "text" && text && (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1) */}
          <section className="file-text" aria-label={evidence.title} tabIndex={0}>
            <pre>{text.text}</pre>
          </section>
          {text.isCut && <p className="hint">{say("evidence.cut")}</p>}
        </>
      )}
      {kind === "none" && <p className="soft">{say("evidence.notShown")}</p>}
      <p className="actions">
        {kind !== "none" && kind !== "text" && (
          <a className="button secondary" href={content} target="_blank" rel="noopener">
            {say("evidence.open")}
          </a>
        )}
        <a className="button secondary" href={`/minh-chung/${evidence.id}`}>
          {say("evidence.download", { name: evidence.fileName, size: sizeInWords(evidence.size ?? 0) })}
        </a>
      </p>
    </section>
  )
}

const KB = 1024
const sizeInWords = (bytes: number): string =>
  bytes < KB * KB
    ? `${Math.ceil(bytes / KB).toLocaleString("vi-VN")} kB`
    : `${(bytes / KB / KB).toLocaleString("vi-VN", { maximumFractionDigits: 1 })} MB`
