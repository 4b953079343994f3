import { expect, test } from "vitest"
import { canStartAgain, shownSteps, withStep } from "./import-reading.ts"

const files = [
  { name: "quyet-dinh.docx", size: 10 },
  { name: "phu-luc.pdf", size: 20 },
]
const states = (steps: Parameters<typeof shownSteps>[0]["steps"], state: "waiting" | "reading" | "read" = "reading") =>
  shownSteps({ state, steps, files }).map((step) => step.state)

test("one step goes on, those before it are done", () => {
  expect(states({}, "waiting")).toEqual(["done", "now", "next", "next"])
  expect(states({})).toEqual(["done", "now", "next", "next"])
  expect(states({ files: { done: 1, total: 2 } })).toEqual(["done", "now", "next", "next"])
  expect(states({ files: { done: 2, total: 2 } })).toEqual(["done", "done", "now", "next"])
  expect(states({ files: { done: 2, total: 2 }, rows: { done: 9, total: 9 } })).toEqual(["done", "done", "done", "now"])
  expect(states({}, "read")).toEqual(["done", "done", "done", "done"])
})

test("the pages of the file that is open are told before the number of files", () => {
  const steps = withStep(withStep({}, { what: "files", done: 1, total: 2, file: "quyet-dinh.docx" }), {
    what: "pages",
    done: 30,
    total: 200,
    file: "phu-luc.pdf",
  })
  expect(shownSteps({ state: "reading", steps, files })[1]).toMatchObject({
    counted: "pages",
    bar: { done: 30, total: 200 },
    file: "phu-luc.pdf",
  })
  const between = withStep(steps, { what: "pages", done: 200, total: 200, file: "phu-luc.pdf" })
  expect(shownSteps({ state: "reading", steps: between, files })[1]).toMatchObject({
    counted: "files",
    bar: { done: 1, total: 2 },
  })
})

test("a cut text and an interrupted reading start again, a file that is no plan does not", () => {
  expect(canStartAgain({ state: "interrupted", refusal: null })).toBe(true)
  expect(canStartAgain({ state: "failed", refusal: { code: "planImport.cut" } })).toBe(true)
  expect(canStartAgain({ state: "failed", refusal: { code: "planImport.noPlan" } })).toBe(false)
  expect(canStartAgain({ state: "reading", refusal: null })).toBe(false)
})
