import { cpuMs } from "./server-process.ts"

export type LoadResult = {
  requests: number
  requestsPerSecond: number
  cpuMsPerRequest: number
  p50Ms: number
  p99Ms: number
}

/**
 * Runs `one` from several clients for some seconds and measures the server's processor time for each request.
 * @param one makes one request for a client and throws when the answer is not the expected one
 */
export async function load(
  pid: number,
  one: (client: number) => Promise<void>,
  { clients = 8, seconds = 4 } = {},
): Promise<LoadResult> {
  for (let turn = 0; turn < 3; turn++) await Promise.all(Array.from({ length: clients }, (_, client) => one(client)))
  const times: number[] = []
  const cpuBefore = cpuMs(pid)
  const began = performance.now()
  const until = began + seconds * 1_000
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (performance.now() < until) {
        const start = performance.now()
        await one(client)
        times.push(performance.now() - start)
      }
    }),
  )
  const elapsed = performance.now() - began
  const cpu = cpuMs(pid) - cpuBefore
  times.sort((a, b) => a - b)
  return {
    requests: times.length,
    requestsPerSecond: (times.length / elapsed) * 1_000,
    cpuMsPerRequest: cpu / times.length,
    p50Ms: times[Math.floor(times.length * 0.5)] ?? 0,
    p99Ms: times[Math.floor(times.length * 0.99)] ?? 0,
  }
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
