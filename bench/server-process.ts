import { type ChildProcess, spawn } from "node:child_process"
import { readFileSync } from "node:fs"
import { createInterface } from "node:readline"

export type Measured = { pid: number; base: string; startMs: number; stop: () => Promise<void> }

/** Starts a program that prints its address, and waits for it. */
export async function startProgram(args: string[], env: Record<string, string>): Promise<Measured> {
  const began = performance.now()
  const child = spawn(process.execPath, ["--max-semi-space-size=8", "--disable-warning=ExperimentalWarning", ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  })
  const base = await addressOf(child)
  await fetch(base)
  return {
    pid: child.pid!,
    base,
    startMs: performance.now() - began,
    stop: async () => {
      const ended = new Promise((done) => child.once("exit", done))
      child.kill("SIGTERM")
      await ended
    },
  }
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((found, fail) => {
    let said = ""
    for (const stream of [child.stdout!, child.stderr!])
      createInterface(stream).on("line", (line) => {
        said += `${line}\n`
        const address = /http:\/\/[\d.]+:\d+/.exec(line)
        if (address) found(address[0])
      })
    child.once("exit", (code) => fail(new Error(`ended with ${code}\n${said}`)))
  })
}

const TICK_MS = 10 // Linux counts processor time in hundredths of a second (USER_HZ)

/** Processor time of a process with its threads so far, in ms. */
export function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

/** Proportional set size of a process, in MiB: what it really takes, shared pages split. */
export function memoryMiB(pid: number): number {
  const match = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))
  return Math.round(Number(match?.[1] ?? 0) / 1024)
}
