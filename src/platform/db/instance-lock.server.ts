import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"

/** What a running instance tells the commands that come later into the same data folder. */
export type RunningInstance = { pid: number; startedAt: string; socketFolder?: string }

/**
 * One instance per data folder. The lock names the process and the moment it started, so that a number that the system has given
 * to another process since is not taken for ours.
 * @returns undefined when the lock was taken, else the instance that holds it
 */
export function takeInstanceLock(dataFolder: string): RunningInstance | undefined {
  mkdirSync(dataFolder, { recursive: true })
  for (let attempt = 0; attempt < 3; attempt++) {
    const other = runningInstance(dataFolder)
    if (other) return other
    rmSync(lockFile(dataFolder), { force: true })
    try {
      writeFileSync(lockFile(dataFolder), JSON.stringify(self()), { flag: "wx" })
      return undefined
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error
    }
  }
  return runningInstance(dataFolder) ?? { pid: 0, startedAt: "" }
}

/** Writes where the database of this instance listens, for `tiendo` commands that run beside it. */
export function announceDatabase(dataFolder: string, socketFolder: string): void {
  writeFileSync(lockFile(dataFolder), JSON.stringify({ ...self(), socketFolder }))
}

export function releaseInstanceLock(dataFolder: string): void {
  if (readLock(dataFolder)?.pid === process.pid) rmSync(lockFile(dataFolder), { force: true })
}

/** The live instance that holds the folder, if there is one; a lock left behind by a killed process does not count. */
export function runningInstance(dataFolder: string): RunningInstance | undefined {
  const lock = readLock(dataFolder)
  if (!lock || lock.pid === process.pid) return undefined
  return isAlive(lock.pid) && processStart(lock.pid) === lock.startedAt ? lock : undefined
}

const lockFile = (dataFolder: string) => join(dataFolder, "instance.json")
const self = (): RunningInstance => ({ pid: process.pid, startedAt: processStart(process.pid) })

function readLock(dataFolder: string): RunningInstance | undefined {
  try {
    return JSON.parse(readFileSync(lockFile(dataFolder), "utf8")) as RunningInstance
  } catch {
    return undefined
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}

/** Start time of a process in clock ticks since boot (field 22 of /proc/PID/stat); "" where there is no /proc. */
function processStart(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? ""
  } catch {
    return ""
  }
}
