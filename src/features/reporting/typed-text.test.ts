import { expect, test } from "vitest"
import { typedBlocks } from "./typed-text.ts"

test("lines with a dash are a list, other lines paragraphs", () => {
  expect(typedBlocks("Đã làm:\n- một\r\n–  56/56 xã;\n\nXong rồi.\n• ba")).toEqual([
    { kind: "paragraph", text: "Đã làm:" },
    { kind: "list", marks: "dash", items: ["một.", "56/56 xã;"] },
    { kind: "paragraph", text: "Xong rồi." },
    { kind: "list", marks: "dash", items: ["ba."] },
  ])
})

test("a negative number is no item; nothing typed is nothing", () => {
  expect(typedBlocks("-5 % so với kỳ trước")).toEqual([{ kind: "paragraph", text: "-5 % so với kỳ trước." }])
  expect(typedBlocks(" \n ")).toEqual([])
})
