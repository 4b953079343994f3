import { describe, expect, test } from "vitest"
import { attachmentHeader, safeFileName } from "./file-name.ts"

describe("safe names", () => {
  test.each([
    ["Báo cáo quý III.docx", "Báo cáo quý III.docx"],
    ["C:\\Users\\An\\ke-hoach.pdf", "ke-hoach.pdf"],
    ["../../etc/passwd", "passwd"],
    ["bao-cao\u202Efdp.exe", "bao-caofdp.exe"],
    ["a\u0000b\r\n.pdf", "ab.pdf"],
    ["Kế hoạch.pdf".normalize("NFD"), "Kế hoạch.pdf"],
    ["...", "tep"],
    ["", "tep"],
  ])("%j → %j", (given, kept) => expect(safeFileName(given)).toBe(kept))

  test("a long name keeps its ending", () => {
    const name = safeFileName(`${"Phụ lục ".repeat(60)}.xlsx`)
    expect([...name]).toHaveLength(200)
    expect(name.endsWith(".xlsx")).toBe(true)
  })
})

test("Content-Disposition carries the Vietnamese name and a plain one, and nothing can break out of it", () => {
  expect(attachmentHeader("Báo cáo Đợt 1.docx")).toBe(
    `attachment; filename="Bao cao Dot 1.docx"; filename*=UTF-8''B%C3%A1o%20c%C3%A1o%20%C4%90%E1%BB%A3t%201.docx`,
  )
  expect(attachmentHeader('a"; x=(1)\r\nSet-Cookie: y.pdf')).toBe(
    `attachment; filename="a__ x=(1)Set-Cookie: y.pdf"; filename*=UTF-8''a%22%3B%20x%3D%281%29Set-Cookie%3A%20y.pdf`,
  )
})
