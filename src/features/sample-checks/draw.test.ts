import fc from "fast-check"
import { expect, test } from "vitest"
import { type Candidate, draw, drawKey, shareOut, typedSize } from "./draw.ts"

const candidates = fc.uniqueArray(
  fc.record({ id: fc.string({ minLength: 1, maxLength: 8 }), stratum: fc.constantFrom("1", "2", "3", "4") }),
  { selector: (each) => each.id, maxLength: 60 },
)
const seeds = fc.string({ maxLength: 12 })

test("the same seed draws the same sample, in whatever order the candidates come", () => {
  fc.assert(
    fc.property(candidates, seeds, fc.nat(70), (all, seed, size) => {
      expect(draw(all, { seed, size })).toEqual(draw([...all].reverse(), { seed, size }))
    }),
  )
})

test("nobody is drawn twice, and as many as were asked for, as far as there are", () => {
  fc.assert(
    fc.property(candidates, seeds, fc.nat(70), (all, seed, size) => {
      const drawn = draw(all, { seed, size })
      expect(new Set(drawn).size).toBe(drawn.length)
      expect(drawn.length).toBe(Math.min(size, all.length))
      expect(drawn.every((id) => all.some((each) => each.id === id))).toBe(true)
    }),
  )
})

test("each stratum gives its share, rounded down or up", () => {
  fc.assert(
    fc.property(candidates, seeds, fc.nat(60), (all, seed, asked) => {
      const size = Math.min(asked, all.length)
      const drawn = new Set(draw(all, { seed, size }))
      for (const [, members] of Map.groupBy(all, (each) => each.stratum)) {
        const count = members.filter((each) => drawn.has(each.id)).length
        const exact = (size * members.length) / all.length
        expect(count).toBeGreaterThanOrEqual(Math.floor(exact))
        expect(count).toBeLessThanOrEqual(Math.ceil(exact))
      }
    }),
  )
})

test("without strata a larger sample holds the smaller one", () => {
  const all: Candidate[] = Array.from({ length: 30 }, (_, index) => ({ id: `e${index}`, stratum: "" }))
  const ten = draw(all, { seed: "20261123", size: 10 })
  expect(draw(all, { seed: "20261123", size: 20 }).slice(0, 10)).toEqual(ten)
  expect(ten[0]).toBe(
    all.map((each) => each.id).sort((a, b) => (drawKey("20261123", a) < drawKey("20261123", b) ? -1 : 1))[0],
  )
  expect(draw(all, { seed: "20261124", size: 10 })).not.toEqual(ten)
})

test.each([
  ["10", 200, 10],
  ["10 %", 205, 21],
  ["100%", 7, 7],
  ["250 %", 7, 7],
  ["0", 7, undefined],
  ["", 7, undefined],
  ["mười", 7, undefined],
])("%s of %i", (text, all, size) => expect(typedSize(text, all)).toBe(size))

test("items go to the people in turn, never to who confirmed them", () => {
  const items = ["a", "b", "c", "d"].map((id) => ({ id, confirmedBy: id < "c" ? "an" : null }))
  expect([...shareOut(items, ["an", "binh"]).values()]).toEqual(["binh", "binh", "an", "an"])
  expect([...shareOut(items, ["an"]).values()]).toEqual([null, null, "an", "an"])
  expect([...shareOut(items, []).values()]).toEqual([null, null, null, null])
})
