/**
 * Texts of a plan as cells of a workbook, so that they come back letter for letter. Spreadsheet programs and readers drop blanks at
 * both ends and signs that XML cannot hold; those are written as \uXXXX. A backslash of the text itself is doubled.
 */
export function textToCell(text: string): string {
  if (text === "") return EMPTY
  return text
    .normalize("NFC")
    .replaceAll("\\", "\\\\")
    .replace(FRAGILE, (signs) => [...signs].map(code).join(""))
}

export function textOfCell(cell: string): string {
  return cell === EMPTY ? "" : unescaped(cell)
}

/** A list stands in one cell, each name on its own line; a very long list goes on in the rows below. */
export function listToCells(names: readonly string[]): string[] {
  const cells: string[] = []
  for (const name of names) {
    const line = textToCell(name).replaceAll("\n", "\\u000a")
    const last = cells.at(-1)
    if (last !== undefined && last.length + line.length < CELL_LETTERS) cells[cells.length - 1] = `${last}\n${line}`
    else cells.push(line)
  }
  return cells
}

export const listOfCell = (cell: string): string[] =>
  cell === ""
    ? []
    : cell
        .split("\n")
        .map((name) => name.trim())
        .filter((name) => name !== "")
        .map(textOfCell)

/**
 * A text longer than a cell takes goes on in the rows below it.
 * @returns pieces of the text, each of which makes a cell of at most `CELL_LETTERS`
 */
export function piecesOf(text: string): string[] {
  const pieces: string[] = []
  let piece = ""
  let length = 0
  for (const letter of text.normalize("NFC")) {
    // What one letter may become in its cell: "\uXXXX" for each of its halves.
    const cost = /[\p{L}\p{N} .,;:()-]/u.test(letter) ? letter.length : 6 * letter.length
    if (length + cost > CELL_LETTERS) {
      pieces.push(piece)
      piece = ""
      length = 0
    }
    piece += letter
    length += cost
  }
  return piece === "" && pieces.length > 0 ? pieces : [...pieces, piece]
}

export const CELL_LETTERS = 8_000
const EMPTY = "\\-"

// Blanks at the ends; control signs, halves of letters and non-letters; "_x000D_", which Excel takes for its own way of writing signs.
const FRAGILE =
  /^\s+|\s+$|[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}|_(?=x[0-9A-Fa-f]{4}_)/gu

const code = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`

const unescaped = (cell: string): string =>
  cell.replace(/\\(?:u([0-9a-f]{4})|\\)/g, (_, hex: string | undefined) =>
    hex === undefined ? "\\" : String.fromCharCode(Number.parseInt(hex, 16)),
  )
