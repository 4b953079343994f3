import type { SuccessionKind, Successor } from "#features/organisation/succession.ts"
import { isId } from "#shared/id.ts"

type Fields = Readonly<Record<string, string>>

export const kindOf = (text: string | null): SuccessionKind | null =>
  (["merge", "rename", "split"] as const).find((kind) => kind === text) ?? null

/** The units that go on, in the order typed; what was left empty is left out. */
export function successorsOf(kind: SuccessionKind, fields: Fields): Successor[] {
  if (kind === "merge") return isId(fields.to) ? [{ unitId: fields.to }] : []
  return [1, 2, 3, 4].flatMap((place) => {
    const name = (fields[`name${place}`] ?? "").replace(/\s+/g, " ").trim()
    return name === "" ? [] : [{ name, code: fields[`code${place}`]?.trim() || null }]
  })
}

/** "task-<id>" = "2" → the second successor, counted from 0. */
export function taskTargetsOf(fields: Fields): Record<string, number> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) =>
      name.startsWith("task-") && /^[1-4]$/.test(value) ? [[name.slice(5), Number(value) - 1]] : [],
    ),
  )
}
