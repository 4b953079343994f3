import { expect, test } from "vitest"
import { turns } from "./turns.ts"

const held = () => {
  let finish = () => {}
  const until = new Promise<void>((done) => {
    finish = done
  })
  return { until, finish: () => finish() }
}

test("one after the other, in the order they came; who comes when the queue is full is sent away", async () => {
  const { take } = turns(1, 2)
  const order: string[] = []
  const first = held()
  const running = take(async () => {
    await first.until
    order.push("first")
  })
  const second = take(async () => order.push("second"))
  const third = take(async () => order.push("third"))
  expect(await take(async () => order.push("fourth"))).toBeUndefined()
  first.finish()
  await Promise.all([running, second, third])
  expect(order).toEqual(["first", "second", "third"])
})

test("what throws gives its turn away as well", async () => {
  const { take } = turns(1, 1)
  await expect(
    take(async () => {
      throw new Error("no")
    }),
  ).rejects.toThrow("no")
  expect(await take(async () => "next")).toBe("next")
})
