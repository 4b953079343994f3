import { pageOf } from "#access/page.server.ts"
import { bytesResponse } from "#platform/files/file-response.server.ts"
import { docxMime, renderDocx } from "#platform/official-documents/render-docx.server.ts"
import { folded } from "#shared/folded.ts"
import { speak } from "#ui/words.ts"
import { handOverMinutes } from "../hand-over-document.ts"
import { readGovernment, readHandOver } from "../read-hand-overs.server.ts"
import type { Route } from "./+types/hand-over-word"

/** The minutes of a hand-over in Word. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const handOver = await readHandOver(ctx, params.handOver)
  const say = speak("vi")
  const facts = {
    ...handOver,
    role: say(`role.${handOver.role}`),
    occasion: say(`handOver.occasion.${handOver.occasion}`),
    list: handOver.list.map(({ title, kind, dueOn, moves }) => ({
      title,
      kind: say(`handOver.kind.${kind}`),
      dueOn,
      becomes: say(moves ? "handOver.moves" : "handOver.staysWithUnit"),
    })),
  }
  const document = handOverMinutes(facts, await readGovernment(ctx.db))
  const name = `${folded(`bien ban ban giao ${handOver.fromName}`).replaceAll(" ", "-").slice(0, 80)}.docx`
  return bytesResponse({ name, mime: docxMime }, await renderDocx(document))
}
