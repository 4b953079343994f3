import {
  AlignmentType,
  BorderStyle,
  type IParagraphOptions,
  type IRunOptions,
  LineRuleType,
  Paragraph,
  TextRun,
} from "docx"
import { cleanText } from "./clean-text.ts"
import { decree30, type Size } from "./decree-30-layout.ts"
import type { Text } from "./official-document.ts"

export type RunStyle = { size: Size; bold?: boolean; italics?: boolean }

/** The runs of a text; its line breaks become breaks inside the paragraph. */
export function runs(text: Text, style: RunStyle): TextRun[] {
  const spans = typeof text === "string" ? [{ text }] : text
  return spans.flatMap((span) => {
    const kind = "style" in span ? span.style : undefined
    const options: IRunOptions = {
      size: decree30.sizePt[style.size] * 2,
      ...(style.bold || kind === "bold" ? { bold: true } : {}),
      ...(style.italics || kind === "italic" ? { italics: true } : {}),
      ...(kind === "sourceMark" ? { superScript: true } : {}),
    }
    return cleanText(span.text)
      .split("\n")
      .map((line, index) => new TextRun({ ...options, text: line, ...(index > 0 ? { break: 1 } : {}) }))
  })
}

export const paragraph = (text: Text, style: RunStyle, options: IParagraphOptions = {}): Paragraph =>
  new Paragraph({ ...options, children: runs(text, style) })

export const centred = (text: Text, style: RunStyle, options: IParagraphOptions = {}): Paragraph =>
  paragraph(text, style, { alignment: AlignmentType.CENTER, ...options })

/** Body text: justified, first line indented, spaced as the decree asks. */
export function bodyParagraph(text: Text, options: IParagraphOptions = {}, bold = false): Paragraph {
  const { afterPt, firstLine, lineHeight } = decree30.body
  return paragraph(
    text,
    { size: "body", bold },
    {
      alignment: AlignmentType.JUSTIFIED,
      indent: { firstLine },
      spacing: { after: afterPt * 20, line: Math.round(lineHeight * 240), lineRule: LineRuleType.AUTO },
      ...options,
    },
  )
}

/**
 * A rule of a given length in the middle of its container (both in twips): the top border of a paragraph 4 pt high.
 * A border is the one line that Word and LibreOffice draw alike; drawn shapes drift.
 */
export function centredRule(containerWidth: number, length: number, afterPt = 0): Paragraph {
  const side = Math.max(0, Math.round((containerWidth - length) / 2))
  return new Paragraph({
    indent: { left: side, right: side },
    spacing: { before: 70, after: afterPt * 20, line: 80, lineRule: LineRuleType.EXACT },
    border: { top: { style: BorderStyle.SINGLE, size: decree30.rule.widthEighthsPt, space: 0, color: "000000" } },
    children: [],
  })
}
