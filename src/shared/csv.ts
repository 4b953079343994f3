/** What a spreadsheet may take for a formula, also in the wide letters of East Asian keyboards and behind spaces. */
const FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/

/**
 * One line of comma-separated values (RFC 4180) with its CRLF. Null is an empty field, a list is parted by "; ", a text that could
 * run as a formula in a spreadsheet gets an apostrophe before it. Numbers and days stay as they are.
 */
export const csvLine = (values: readonly unknown[]): string => `${values.map(field).join(",")}\r\n`

function field(value: unknown): string {
  if (value === null || value === undefined) return ""
  if (typeof value === "number" || typeof value === "boolean") return String(value)
  const text = (Array.isArray(value) ? value.join("; ") : String(value)).normalize("NFC")
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
