import { instanceContext } from "#access/instance.ts"
import { pageOf } from "#access/page.server.ts"
import { useRoundName, useSay } from "#ui/language.tsx"
import { Days, Message, PageHead } from "#ui/parts.tsx"
import { previewKind, SHOWN_TEXT } from "../evidence-preview.ts"
import { EvidencePreview } from "../evidence-preview-part.tsx"
import { readEvidenceView, readStart } from "../read-evidence-view.server.ts"
import type { Route } from "./+types/evidence-view"

/** The frame that holds a PDF is allowed on this page only. */
export const handle = { showsFile: true }

const causes = ["busy", "tooSlow", "failed"] as const

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const { files, previews } = context.get(instanceContext)
  const view = await readEvidenceView(ctx, params.evidence)
  const kind = previewKind(view.evidence.mime, previews !== undefined)
  const asked = new URL(request.url).searchParams.get("loi")
  return {
    ...view,
    kind,
    text: kind === "text" ? await readStart(files, view.evidence.sha256!, SHOWN_TEXT) : null,
    cause: causes.find((each) => each === asked) ?? null,
  }
}

/** A proof, looked at before it is downloaded: what it is, the file itself, where it is used, and the next one of the same entry. */
export default function EvidenceView({ loaderData }: Route.ComponentProps) {
  const say = useSay()
  const roundName = useRoundName()
  const { evidence, report, isOwn, place, kind, text, cause } = loaderData
  const entry = isOwn
    ? `/bao-cao/${report.id}/muc/${evidence.entryId}`
    : `/tong-hop/${report.roundId}/bao-cao/${report.id}#muc-${evidence.entryId}`
  return (
    <>
      <PageHead
        crumbs={[{ to: entry, label: `${report.unitName}, ${roundName(report.roundName)}: ${evidence.taskCode}` }]}
        title={evidence.title}
        lead={say("evidence.place", { n: place.index, all: place.count })}
      />
      <Neighbours loaded={loaderData} />
      {evidence.removedAt && <Message tone="warn">{<p>{say("evidence.removed")}</p>}</Message>}
      {cause && <Message tone="warn">{<p>{say(`refusal.pdf.${cause}`)}</p>}</Message>}
      <EvidencePreview evidence={evidence} kind={cause ? "none" : kind} text={text} />
      <Facts loaded={loaderData} />
      <Uses uses={loaderData.uses} />
    </>
  )
}

type Loaded = Route.ComponentProps["loaderData"]

function Neighbours({ loaded: { previous, next } }: { loaded: Loaded }) {
  const say = useSay()
  if (!previous && !next) return null
  return (
    <nav className="actions" aria-label={say("evidence.neighbours")}>
      {previous && (
        <a rel="prev" href={`/minh-chung/${previous.id}/xem`}>
          ‹ {say("evidence.previous")}: {previous.title}
        </a>
      )}
      {next && (
        <a rel="next" href={`/minh-chung/${next.id}/xem`}>
          {say("evidence.next")}: {next.title} ›
        </a>
      )}
    </nav>
  )
}

function Facts({ loaded: { evidence, attached, report } }: { loaded: Loaded }) {
  const say = useSay()
  return (
    <dl className="facts card">
      <dt>{say("evidence.number")}</dt>
      <dd>{evidence.number ?? "–"}</dd>
      <dt>{say("evidence.issuedOn")}</dt>
      <dd>{evidence.issuedOn ? <Days day={evidence.issuedOn} /> : "–"}</dd>
      <dt>{say("evidence.attached")}</dt>
      <dd>
        {[
          attached?.by,
          report.unitName,
          attached && new Date(attached.at).toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh" }),
        ]
          .filter(Boolean)
          .join(", ")}
      </dd>
      {evidence.link && (
        <>
          <dt>{say("entry.link")}</dt>
          <dd>
            <a href={evidence.link} rel="noopener noreferrer external">
              {evidence.link}
            </a>
          </dd>
        </>
      )}
    </dl>
  )
}

function Uses({ uses }: { uses: Loaded["uses"] }) {
  const say = useSay()
  const roundName = useRoundName()
  return (
    <section aria-labelledby="uses">
      <h2 id="uses">{say("evidence.uses")}</h2>
      {uses.length === 0 ? (
        <p className="soft">{say("evidence.noUses")}</p>
      ) : (
        <ul>
          {uses.map((use) => (
            <li key={use.id}>
              <a href={`/ke-hoach/${use.planSlug}/nhiem-vu/${use.taskId}`}>
                {use.code}. {use.title}
              </a>{" "}
              <span className="soft">({roundName(use.roundName)})</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
