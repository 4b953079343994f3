import { DEMONSTRATION_PASSWORD, demonstrationAccounts } from "#access/demonstration-accounts.ts"
import { addPerson } from "#features/organisation/save-people.server.ts"
import { addSeat } from "#features/organisation/save-seats.server.ts"
import { saveUnitGroup, saveUnits } from "#features/organisation/save-units.server.ts"
import { type Ctx, contextAt } from "#platform/context.server.ts"
import { type Actor, type Role, system } from "#shared/actor.ts"
import type { OpenInstance } from "../src/processes/open-instance.server.ts"
import { must } from "./load-demonstration.ts"
import { communeCodes, provinceUnits } from "./province.ts"

export type Organisation = {
  unitIds: Record<string, string>
  unitNames: Record<string, string>
  communesGroupId: string
  /** Someone in a role of a unit, as an actor. */
  actor: (unitCode: string, role: Role) => Actor
  /** A colleague in the plan office: who confirms results does not check them again. */
  colleague: Actor
  /** Wrote for Sở Văn hóa, Thể thao và Du lịch and left it. */
  leaving: Actor
}

/** In which unit the demonstration's accounts sit. */
const seatsOf: Record<string, readonly (readonly [Role, string])[]> = {
  "reporter@demo.test": [["reporter", "SVHTTDL"]],
  "head@demo.test": [["head", "SVHTTDL"]],
  "office@demo.test": [
    ["planOffice", "SKHCN"],
    ["director", "SKHCN"],
  ],
  "director@demo.test": [["director", "SKHCN"]],
  "confirmer@demo.test": [["confirmer", "VPUBND"]],
  "leader@demo.test": [
    ["leadership", "UBND"],
    ["leadership", "BCD"],
  ],
  "finance@demo.test": [["finance", "STC"]],
  "home@demo.test": [["homeAffairs", "SNV"]],
  "inspector@demo.test": [["inspector", "HDND"]],
  "admin@demo.test": [["administrator", "SKHCN"]],
}

const names: Partial<Record<Role, string>> = {
  reporter: "Đầu mối",
  head: "Thủ trưởng",
  planOffice: "Cán bộ kế hoạch",
  director: "Giám đốc",
  confirmer: "Chuyên viên xác nhận",
  leadership: "Lãnh đạo",
  finance: "Chuyên viên tài chính",
  homeAffairs: "Chuyên viên nội vụ",
  inspector: "Kiểm tra viên",
  administrator: "Quản trị viên",
}

/** The earliest day of everything that is loaded; seats are valid from then on. */
const SEATS_FROM = "2025-07-01"

export async function loadOrganisation(instance: OpenInstance): Promise<Organisation> {
  const ctx = contextAt(instance.clock(), {
    db: instance.db,
    actor: system,
    timeZone: instance.settings.timeZone,
    enqueue: instance.enqueue,
  })
  const units = provinceUnits()
  const { ids } = must(await saveUnits(ctx, { units }), "units")
  const unitNames = Object.fromEntries(units.map((unit) => [unit.code!, unit.name]))
  const group = must(
    await saveUnitGroup(ctx, {
      unitGroupId: null,
      seenVersion: 0,
      name: "UBND các xã, phường",
      unitIds: communeCodes().map((code) => ids[code]!),
    }),
    "group",
  )
  await loadHolidays(instance)
  const actors = new Map<string, Actor>()
  await loadAccounts(instance, ctx, ids, unitNames, actors)
  for (const unit of units.filter((each) => ["agency", "commune", "front", "party"].includes(each.kind)))
    for (const role of ["reporter", "head"] as const)
      if (!actors.has(`${unit.code}:${role}`)) await loadOfficial(ctx, unit, role, ids, actors)
  const other = (name: string, email: string, role: Role, code: string) =>
    loadOther(ctx, { name, email, position: name }, role, { code, id: ids[code]!, name: unitNames[code]! })
  const colleague = await other("Cán bộ theo dõi Sở KH&CN", "theodoi.skhcn@demo.test", "planOffice", "SKHCN")
  const leaving = await other("Chuyên viên đã chuyển công tác", "chuyencongtac@demo.test", "reporter", "SVHTTDL")
  return {
    unitIds: ids,
    unitNames,
    communesGroupId: group.unitGroupId,
    actor: (unitCode, role) => actors.get(`${unitCode}:${role}`) ?? fail(`no ${role} in ${unitCode}`),
    colleague,
    leaving,
  }
}

/** Somebody without an account, beside those who have one. */
async function loadOther(
  ctx: Ctx,
  person: { name: string; email: string; position: string },
  role: Role,
  unit: { code: string; id: string; name: string },
): Promise<Actor> {
  const { personId } = must(await addPerson(ctx, person), person.email)
  const actors = new Map<string, Actor>()
  await seatActor(ctx, { personId, name: person.name }, role, unit.code, unit.id, unit.name, actors)
  return actors.get(`${unit.code}:${role}`)!
}

async function loadAccounts(
  instance: OpenInstance,
  ctx: Ctx,
  ids: Record<string, string>,
  unitNames: Record<string, string>,
  actors: Map<string, Actor>,
): Promise<void> {
  for (const { email } of demonstrationAccounts) {
    const seats = seatsOf[email] ?? []
    const [role, unitCode] = seats[0]!
    const name = `${names[role]} ${unitNames[unitCode]}`
    const userId = await instance.accounts.create(email, name, DEMONSTRATION_PASSWORD)
    const { personId } = must(await addPerson(ctx, { name, email, position: names[role] ?? null, userId }), email)
    for (const [each, code] of seats)
      await seatActor(ctx, { personId, name }, each, code, ids[code]!, unitNames[code]!, actors)
  }
}

type Unit = { code: string | null; name: string }
async function loadOfficial(
  ctx: Ctx,
  unit: Unit,
  role: "reporter" | "head",
  ids: Record<string, string>,
  actors: Map<string, Actor>,
): Promise<void> {
  const name = `${names[role]} ${unit.name}`
  const email = `${role}.${unit.code!.toLowerCase()}@demo.test`
  const { personId } = must(await addPerson(ctx, { name, email, position: names[role] ?? null }), email)
  await seatActor(ctx, { personId, name }, role, unit.code!, ids[unit.code!]!, unit.name, actors)
}

async function seatActor(
  ctx: Ctx,
  person: { personId: string; name: string },
  role: Role,
  unitCode: string,
  unitId: string,
  unitName: string,
  actors: Map<string, Actor>,
): Promise<void> {
  const { seatId } = must(
    await addSeat(ctx, { personId: person.personId, role, unitId, fromOn: SEATS_FROM, toOn: null, isActing: false }),
    `${person.name} ${role}`,
  )
  const seat = { id: seatId, role, unitId, unitName, isActing: false }
  if (!actors.has(`${unitCode}:${role}`)) actors.set(`${unitCode}:${role}`, { ...person, seat, seats: [seat] })
}

/** Days off that the Labour Code fixes by the solar calendar (article 112); Tết comes with each year's notice. */
async function loadHolidays(instance: OpenInstance): Promise<void> {
  const year = instance.clock().getUTCFullYear()
  const fixed = [
    ["01-01", "Tết Dương lịch"],
    ["04-30", "Ngày Chiến thắng"],
    ["05-01", "Ngày Quốc tế lao động"],
    ["09-02", "Quốc khánh"],
  ] as const
  const rows = [year - 1, year, year + 1].flatMap((each) =>
    fixed.map(([day, name]) => ({ onDay: `${each}-${day}`, name, source: "Bộ luật Lao động 2019, Điều 112" })),
  )
  await instance.db
    .insertInto("holiday")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

function fail(what: string): never {
  throw new Error(`demonstration: ${what}`)
}
