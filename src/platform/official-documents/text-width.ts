/** Letters of Times New Roman Bold by their width in thousandths of an em (Liberation Serif has the same widths). */
const lettersByWidth: Record<number, string> = {
  250: " .,",
  278: "il/",
  333: "fjt-():;",
  389: "Is",
  444: "cerz",
  500: "agovxyJ0123456789",
  556: "bdđhknpquS",
  611: "FP",
  667: "BELTZ",
  722: "ACDĐNRUVXYw",
  778: "GHKOQ",
  833: "m",
  944: "M",
  1000: "W",
}

const widths = new Map(
  Object.entries(lettersByWidth).flatMap(([width, letters]) =>
    [...letters].map((letter) => [letter, Number(width)] as const),
  ),
)

/**
 * Width in twips (1/20 pt) of bold text at a size in points. Marks do not widen a letter, so Vietnamese is measured
 * without them. Good to about 2 %, enough for the rule under a line; not meant for breaking lines.
 */
export function boldTextWidth(text: string, sizePt: number): number {
  const letters = [...text.normalize("NFD").replace(/\p{M}/gu, "")]
  const thousandths = letters.reduce((sum, letter) => sum + (widths.get(letter) ?? 556), 0)
  return Math.round((thousandths / 1000) * sizePt * 20)
}

/**
 * Bold text broken into the fewest lines that fit a width (twips), as even as they come: "ỦY BAN NHÂN DÂN | TỈNH CAO
 * BẰNG" rather than a last line of one word. The name of a territory, or "và", starts a line where it can. Line breaks
 * already in the text are kept as they are.
 */
export function balancedLines(text: string, sizePt: number, width: number): string[] {
  if (text.includes("\n") || boldTextWidth(text, sizePt) <= width) return text.split("\n")
  const words = text.split(/\s+/)
  const splits = words.slice(1).map((word, index) => {
    const lines = [words.slice(0, index + 1).join(" "), words.slice(index + 1).join(" ")]
    const widest = Math.max(...lines.map((line) => boldTextWidth(line, sizePt)))
    return { lines, widest, cost: goodStarts.test(word) ? widest * 0.7 : widest }
  })
  const fitting = splits.filter((split) => split.widest <= width).sort((one, other) => one.cost - other.cost)
  // Longer than two lines: left to the program that shows the file.
  return fitting[0]?.lines ?? [text]
}

const goodStarts = /^(tỉnh|thành|xã|phường|đặc|và)$/i
