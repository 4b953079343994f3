import { expect, test } from "vitest"
import { recentlyUsed } from "./recently-used.ts"

test("what was not asked for longest is forgotten first", () => {
  const kept = recentlyUsed<number>(2)
  kept.set("a", 1)
  kept.set("b", 2)
  expect(kept.get("a")).toBe(1)
  kept.set("c", 3)
  expect([kept.get("a"), kept.get("b"), kept.get("c")]).toEqual([1, undefined, 3])
  kept.delete("a")
  kept.set("d", 4)
  expect([kept.get("a"), kept.get("c"), kept.get("d")]).toEqual([undefined, 3, 4])
})
