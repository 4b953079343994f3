import pg from "pg"
import type { InstanceSettings } from "../settings.server.ts"
import { connect, type Pools } from "./connect.server.ts"
import { APPLICATION, type EmbeddedServer, embeddedUrl, OWNER, startEmbeddedServer } from "./embedded-server.server.ts"
import { announceDatabase, releaseInstanceLock, runningInstance, takeInstanceLock } from "./instance-lock.server.ts"

const DATABASE = "tiendo"

/** Where the database is, and under which accounts: `ownerUrl` changes the schema, `url` is what the program works with. */
export type DatabasePlace = { url: string; ownerUrl: string; server?: EmbeddedServer; close: () => Promise<void> }

export class FolderInUse extends Error {
  override name = "FolderInUse"
}

/**
 * Finds the database: the server of DATABASE_URL, or the embedded one of the data folder, which is started.
 * @throws FolderInUse when another instance runs in the data folder
 */
export async function placeDatabase(settings: InstanceSettings, note: (line: string) => void): Promise<DatabasePlace> {
  if (settings.databaseUrl)
    return {
      url: settings.databaseUrl,
      ownerUrl: settings.ownerUrl ?? settings.databaseUrl,
      close: async () => undefined,
    }
  const other = takeInstanceLock(settings.dataFolder)
  if (other) throw new FolderInUse(`${settings.dataFolder} (PID ${other.pid})`)
  const server = await startEmbeddedServer(settings.dataFolder, { onRestart: (reason) => note(reason) })
  announceDatabase(settings.dataFolder, server.socketFolder)
  await createDatabase(embeddedUrl(server.socketFolder, OWNER, "postgres"))
  return {
    ...urls(server.socketFolder),
    server,
    close: async () => {
      await server.stop()
      releaseInstanceLock(settings.dataFolder)
    },
  }
}

/** The database for a command: joins the instance that runs in the folder, or starts the server for the time of the command. */
export async function joinDatabase(settings: InstanceSettings, note: (line: string) => void): Promise<DatabasePlace> {
  const running = settings.databaseUrl ? undefined : runningInstance(settings.dataFolder)
  if (running?.socketFolder) return { ...urls(running.socketFolder), close: async () => undefined }
  return placeDatabase(settings, note)
}

const urls = (socketFolder: string) => ({
  url: embeddedUrl(socketFolder, APPLICATION, DATABASE),
  ownerUrl: embeddedUrl(socketFolder, OWNER, DATABASE),
})

async function createDatabase(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    const exists = await client.query("select 1 from pg_database where datname = $1", [DATABASE])
    if (exists.rowCount === 0) await client.query(`create database ${DATABASE}`)
  } finally {
    await client.end()
  }
}

/** The account's name in a database address. */
export const accountOf = (url: string): string => decodeURIComponent(new URL(url.replace("@/", "@localhost/")).username)

export const connectTo = (place: DatabasePlace, max?: number): Pools => connect(place.url, max)
