export type RecentlyUsed<Value> = {
  get: (key: string) => Value | undefined
  set: (key: string, value: Value) => void
  delete: (key: string) => void
}

/** Keeps the values that were asked for last. @param most more than so many, and the one not asked for longest is forgotten */
export function recentlyUsed<Value>(most: number): RecentlyUsed<Value> {
  const kept = new Map<string, Value>() // a map holds its keys in the order in which they were set
  return {
    get: (key) => {
      const value = kept.get(key)
      if (value === undefined) return undefined
      kept.delete(key)
      kept.set(key, value)
      return value
    },
    set: (key, value) => {
      kept.delete(key)
      kept.set(key, value)
      for (const oldest of kept.keys()) {
        if (kept.size <= most) break
        kept.delete(oldest)
      }
    },
    delete: (key) => void kept.delete(key),
  }
}
