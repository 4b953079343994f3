import { joinDatabase, placeDatabase } from "../../platform/db/open-database.server.ts"
import { type InstanceSettings, readSettings } from "../../platform/settings.server.ts"
import { type OpenInstance, openInstance } from "../open-instance.server.ts"

/** The settings of the environment; a fault ends the command with one sentence for each. */
export function settingsOrFail(): InstanceSettings {
  const read = readSettings(process.env)
  if ("settings" in read) return read.settings
  throw new Error(`Cài đặt chưa đúng (settings):\n${read.faults.map((fault) => `  ${fault}`).join("\n")}`)
}

export const note = (line: string) => console.error(`▸ ${line}`)

/** Opens the instance for the time of one command, beside the program that may be running. */
export async function withInstance<Result>(work: (instance: OpenInstance) => Promise<Result>): Promise<Result> {
  const settings = settingsOrFail()
  const place = await joinDatabase(settings, note)
  try {
    const instance = await openInstance(settings, place)
    try {
      return await work(instance)
    } finally {
      await instance.close()
    }
  } finally {
    await place.close()
  }
}

export { placeDatabase }
