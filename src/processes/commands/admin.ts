import { randomBytes } from "node:crypto"
import { parseArgs } from "node:util"
import { systemContext } from "#access/open-request.server.ts"
import { addPerson } from "#features/organisation/save-people.server.ts"
import { addSeat } from "#features/organisation/save-seats.server.ts"
import { saveUnits } from "#features/organisation/save-units.server.ts"
import type { Command } from "../cli.ts"
import type { OpenInstance } from "../open-instance.server.ts"
import { withInstance } from "./instance.ts"

export const adminCommand: Command = {
  usage: 'tiendo admin create --email E --name "N" --unit "U" [--password P]',
  summary: `Tạo quản trị viên đầu tiên của một hệ thống trống (make the first administrator).
Without --password a password is made and printed once. The unit is made when no unit has that name.
An empty data folder that got an administrator never loads the demonstration.`,
  run: async (args) => {
    const given = readArguments(args)
    if (!given) {
      console.error(adminCommand.usage)
      return 2
    }
    return withInstance((instance) => create(instance, given))
  },
}

type Given = { email: string; name: string; unit: string; password: string | undefined }
function readArguments([verb, ...rest]: string[]): Given | undefined {
  if (verb !== "create") return undefined
  try {
    const { values } = parseArgs({
      args: rest,
      options: {
        email: { type: "string" },
        name: { type: "string" },
        unit: { type: "string" },
        password: { type: "string" },
      },
    })
    const { email, name, unit, password } = values
    return email && name && unit ? { email, name, unit, password } : undefined
  } catch {
    return undefined
  }
}

async function create(instance: OpenInstance, { email, name, unit, password }: Given): Promise<0 | 1> {
  const ctx = systemContext(instance)
  const secret = password ?? randomBytes(12).toString("base64url")
  if (secret.length < 10) return refuse("Mật khẩu cần ít nhất 10 ký tự. (At least 10 characters.)")
  const taken = await instance.db
    .selectFrom("person")
    .select("id")
    .where("email", "=", email.toLowerCase())
    .executeTakeFirst()
  if (taken) return refuse(`Đã có người dùng ${email}. (This person exists.)`)
  const unitId = await unitNamed(instance, unit)
  const userId = await instance.accounts.create(email, name, secret)
  const person = await addPerson(ctx, { name, email, position: null, userId })
  if (!person.ok) return refuse(person.refusal.code)
  const seat = await addSeat(ctx, {
    personId: person.value.personId,
    role: "administrator",
    unitId,
    fromOn: ctx.today,
    toOn: null,
    isActing: false,
  })
  if (!seat.ok) return refuse(seat.refusal.code)
  await instance.db
    .insertInto("setting")
    .values({ key: "clean", value: "true" })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  console.log(`Đã tạo quản trị viên ${email}.${password ? "" : ` Mật khẩu (chỉ in một lần): ${secret}`}`)
  return 0
}

async function unitNamed(instance: OpenInstance, name: string): Promise<string> {
  const known = await instance.db.selectFrom("unit").select("id").where("name", "=", name).executeTakeFirst()
  if (known) return known.id
  const ctx = systemContext(instance)
  const unit = {
    code: "01",
    name,
    kind: "province",
    parentCode: null,
    obligation: "must",
    isConfirmed: true,
    note: null,
    aliases: [],
    startedOn: ctx.today,
  } as const
  const saved = await saveUnits(ctx, { units: [unit] })
  if (!saved.ok) throw new Error(saved.refusal.code)
  return saved.value.ids["01"]!
}

function refuse(sentence: string): 1 {
  console.error(`✗ ${sentence}`)
  return 1
}
