import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { BOX, layOutChain } from "./chain-layout.ts"

describe("the picture of a chain of documents", () => {
  test("the higher document stands above the one that names it", () => {
    const { boxes } = layOutChain(
      ["57", "71", "1139"],
      [
        { from: "71", to: "57" },
        { from: "1139", to: "71" },
        { from: "1139", to: "57" },
      ],
    )
    const y = Object.fromEntries(boxes.map((box) => [box.id, box.y]))
    expect(y["57"]).toBeLessThan(y["71"]!)
    expect(y["71"]).toBeLessThan(y["1139"]!)
  })

  test("boxes never cover each other and stay inside, whatever the links, circles too", () => {
    const id = fc.integer({ min: 0, max: 8 }).map(String)
    fc.assert(
      fc.property(fc.array(fc.record({ from: id, to: id }), { maxLength: 25 }), (links) => {
        const ids = [...Array(9).keys()].map(String)
        const { boxes, width, height } = layOutChain(ids, links)
        expect(boxes).toHaveLength(9)
        for (const box of boxes) {
          expect(box.x).toBeGreaterThanOrEqual(0)
          expect(box.x + BOX.width).toBeLessThanOrEqual(width + 0.001)
          expect(box.y + BOX.height).toBeLessThanOrEqual(height)
          for (const other of boxes)
            if (other !== box && other.y === box.y) expect(Math.abs(other.x - box.x)).toBeGreaterThan(BOX.width)
        }
      }),
    )
  })
})
