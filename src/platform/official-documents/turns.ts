/**
 * Lets so many things run at once, the rest wait in the order they came.
 * @param atOnce at least 1
 * @param waiting how many may wait; beyond it `take` answers undefined at once
 */
export function turns(atOnce: number, waiting: number) {
  let running = 0
  const queue: (() => void)[] = []
  const leave = () => {
    const next = queue.shift()
    if (next) next()
    else running -= 1
  }
  return {
    async take<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
      if (running >= atOnce) {
        if (queue.length >= waiting) return undefined
        await new Promise<void>((go) => queue.push(go))
      } else running += 1
      try {
        return await work()
      } finally {
        leave()
      }
    },
  }
}
