import { createHash } from "node:crypto"
import { expect, test } from "vitest"
import { qrCode } from "./qr-code.ts"

const hashOf = (text: string): string =>
  createHash("sha256")
    .update(
      qrCode(text)
        .map((row) => row.map((dark) => (dark ? "#" : ".")).join(""))
        .join("\n"),
    )
    .digest("hex")
    .slice(0, 16)

/** These drawings were read back correctly by an independent reader (jsQR 1.4.0) in every version; a change needs that check again. */
test.each([
  ["Tiến Độ", "e2fc41476a024ee4"],
  [`otpauth://totp/${"a".repeat(150)}`, "b3c81e61f0a98233"],
  ["a".repeat(412), "4b422a10853bdf42"],
])("the drawing of %.30s", (text, hash) => expect(hashOf(text)).toBe(hash))

test("grows with the text, and refuses what no version holds", () => {
  expect(qrCode("a".repeat(14))).toHaveLength(21)
  expect(qrCode("a".repeat(15))).toHaveLength(25)
  expect(qrCode("a".repeat(412))).toHaveLength(77)
  expect(() => qrCode("a".repeat(413))).toThrow("too long")
})
