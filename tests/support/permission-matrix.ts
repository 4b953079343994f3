import type { Ctx } from "#platform/context.server.ts"
import type { Actor, Role } from "#shared/actor.ts"
import type { TestInstance } from "./test-database.ts"

export type Command = {
  name: string
  may: string[]
  run: (ctx: Ctx) => Promise<{ ok: boolean; refusal?: { code: string } }>
}

/** Every seat, seen from one unit: its own people, those of another, and those of the province. */
export const seatsAround = (own: string, foreign: string): readonly (readonly [string, string, Role])[] => [
  ["own reporter", own, "reporter"],
  ["own head", own, "head"],
  ["foreign reporter", foreign, "reporter"],
  ["foreign head", foreign, "head"],
  ["plan office", "SKHCN", "planOffice"],
  ["director", "SKHCN", "director"],
  ["confirmer", "VPUBND", "confirmer"],
  ["leadership", "UBND", "leadership"],
  ["finance", "STC", "finance"],
  ["home affairs", "SNV", "homeAffairs"],
  ["inspector", "HDND", "inspector"],
  ["administrator", "SKHCN", "administrator"],
]

/** Refused for who asks, not for the state that the object happens to be in. */
const DENIALS =
  /^(plan\.mayNot|round\.mayNot|consolidation\.(mayNot|only)|publication\.(mayNot|only)|organisation\.only|proposal\.(mayNot|notYour|only)|onBehalf\.only|document\.mayNot|unitPlan\.(notYourUnit|onlyHead)|duty\.(notYourUnit|notCoordinating|onlyOffice)|opinion\.only|estimate\.mayNot|submission\.mayNot|report\.notYour|sample\.(mayNot|notYourItem)|handOver\.mayNot|obstacle\.mayNot)/

/** Tries the command in a transaction that is always rolled back. */
export async function isAllowed(t: TestInstance, command: Command, actor: Actor): Promise<boolean> {
  let allowed = false
  const rollback = new Error("rollback")
  await t.db
    .transaction()
    .execute(async (tx) => {
      const nested = {
        ...t.ctxAs(actor),
        db: {
          transaction: () => ({ execute: (work: (inner: typeof tx) => unknown) => work(tx) }),
        } as unknown as Ctx["db"],
      }
      try {
        const answer = await command.run(nested)
        allowed = answer.ok || !DENIALS.test(answer.refusal?.code ?? "")
      } catch (error) {
        const name = error instanceof Error ? error.name : ""
        if (name !== "NotFound" && name !== "Stale") throw error
        allowed = name === "Stale"
      }
      throw rollback
    })
    .catch((error) => {
      if (error !== rollback) throw error
    })
  return allowed
}
