const vnd = new Intl.NumberFormat("vi-VN")

/** 1250000000n → "1.250.000.000", as Vietnamese officials write đồng. */
export const formatVnd = (amount: bigint): string => vnd.format(amount)

/**
 * Whole đồng as typed: "1.250.000.000", "1250000000", "1 250 000 000", with or without "đồng" behind it. Undefined for anything else:
 * decimals, a minus, dots that do not part thousands. Money is never rounded or guessed.
 */
export function parseVnd(text: string): bigint | undefined {
  const typed = text
    .normalize("NFC")
    .trim()
    .replace(/\s*(đồng|đ|VND|VNĐ)$/i, "")
    .replace(/[\s\u00A0]+/g, ".")
  return /^(\d{1,3}(\.\d{3})+|\d{1,18})$/.test(typed) && typed.length <= 24
    ? BigInt(typed.replaceAll(".", ""))
    : undefined
}
