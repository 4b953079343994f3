import { useSay } from "#ui/language.tsx"
import { BOX, layOutChain } from "./chain-layout.ts"
import type { ChainLink, ChainNode } from "./read-documents.server.ts"

const LONGEST = 24
const short = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text
const dashes = {
  basedOn: undefined,
  carriesOut: undefined,
  amends: "6 3",
  supersedes: "2 3",
  proposedBy: "1 4",
} as const

/** The chain of documents as a picture: the higher ones above, this one marked. The list beside it says the same in words. */
export function ChainPicture({
  nodes,
  links,
  current,
}: {
  nodes: readonly ChainNode[]
  links: readonly ChainLink[]
  current: string
}) {
  const say = useSay()
  const { boxes, width, height } = layOutChain(
    nodes.map((node) => node.id),
    links,
  )
  const place = new Map(boxes.map((box) => [box.id, box]))
  const title = say("chain.title", { count: nodes.length })
  return (
    <div className="table-scroll chain">
      <svg viewBox={`-2 -2 ${width + 4} ${height + 4}`} width={width} height={height}>
        <title>{title}</title>
        {links.map((link) => {
          const [from, to] = [place.get(link.from)!, place.get(link.to)!]
          return (
            <line
              key={`${link.from} ${link.to}`}
              x1={from.x + BOX.width / 2}
              y1={from.y}
              x2={to.x + BOX.width / 2}
              y2={to.y + BOX.height}
              stroke="var(--line-strong)"
              strokeWidth="1.5"
              strokeDasharray={dashes[link.relation]}
            />
          )
        })}
        {nodes.map((node) => (
          <ChainBox key={node.id} node={node} at={place.get(node.id)!} isCurrent={node.id === current} />
        ))}
      </svg>
    </div>
  )
}

function ChainBox({ node, at, isCurrent }: { node: ChainNode; at: { x: number; y: number }; isCurrent: boolean }) {
  const say = useSay()
  const box = (
    <>
      <rect
        x={at.x}
        y={at.y}
        width={BOX.width}
        height={BOX.height}
        rx="6"
        fill={isCurrent ? "var(--accent-soft)" : "var(--paper)"}
        stroke={isCurrent ? "var(--accent)" : "var(--line-strong)"}
        strokeWidth={isCurrent ? 2 : 1}
        strokeDasharray={node.documentId ? undefined : "4 3"}
      />
      <text x={at.x + 10} y={at.y + 24} fontWeight="600" fill="var(--ink)" fontSize="15">
        {short(node.name, LONGEST)}
      </text>
      <text x={at.x + 10} y={at.y + 46} fill="var(--ink-soft)" fontSize="13">
        {node.documentId
          ? short(
              [node.kind && say(`document.kind.${node.kind as "decision"}`), node.issuedOn?.slice(0, 4)]
                .filter(Boolean)
                .join(", "),
              28,
            )
          : say("chain.notRegistered")}
      </text>
    </>
  )
  return node.documentId && !isCurrent ? <a href={`/van-ban/${node.documentId}`}>{box}</a> : <g>{box}</g>
}
