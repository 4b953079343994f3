import type { Day } from "#shared/day.ts"

/**
 * An administrative document as its author means it, without a word about fonts or margins. How it is laid out:
 * decree-30-layout.ts. The forms follow Decree 30/2020/NĐ-CP, Article 7 and Annex I.
 */
export type OfficialDocument = {
  form: DocumentForm
  issuer: { parentAgency?: string; agency: string }
  /** As registered, "5" or "05". Null before registration: room is left for it. */
  number: string | null
  /** What follows the number and its stroke: "BC-SKHCN". */
  notation: string
  /** Where it is issued, "Cao Bằng". */
  place: string
  /** Null before it is issued: the day and month stay blank. */
  issuedOn: Day | null
  /** Year printed while `issuedOn` is null, 4 digits; left blank when neither is known. */
  yearWhenUndated?: number
  /** Trích yếu, without "V/v" and without the name of the form. */
  subject: string
  /** After "Kính gửi:". Empty: the line is left out. */
  addressees: readonly string[]
  body: readonly Block[]
  /** Who sign beside each other above the signature: the sides of minutes (biên bản). */
  parties?: readonly Signature[]
  signature: Signature
  /** Lines of "Nơi nhận:", with or without their dash and full stop, the filing line ("Lưu: VT, …") last. */
  recipients: readonly string[]
  annexes: readonly Annex[]
  /** What it is about, for templates that name it: the title of the plan, "quý III năm 2026". */
  about?: { plan?: string; round?: string }
  /** A line in the header of every page, such as "Số liệu minh họa". */
  notice?: string
  /** A line in the footer of every page, such as the head of the history at the time of issue. */
  verification?: string
}

export type DocumentForm = "report" | "letter" | "submission" | "notice" | "plan" | "minutes"

export type Signature = {
  /** "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH": the lines above the position, one a line. */
  authority?: string
  position: string
  /** Null while nobody is named; never with a title or degree (Annex I, section II.7). */
  name: string | null
}

export type Block = Heading | ParagraphBlock | List | Table

/** Numbered by its place: level 1 "I.", level 2 "1.", level 3 "a)". The text carries no number. */
export type Heading = { kind: "heading"; level: 1 | 2 | 3; text: Text }
export type ParagraphBlock = { kind: "paragraph"; text: Text }
export type List = { kind: "list"; marks: "dash" | "letter"; items: readonly Text[] }

export type Table = {
  kind: "table"
  /** Bold, centred, above the table. */
  caption?: string
  columns: readonly Column[]
  rows: readonly Row[]
}
export type Column = {
  header: string
  /** Neighbouring columns of one group share a header cell above their own. */
  group?: string
  /** Share of the table's width, any unit; the shares of a table are added up. */
  share: number
  /** number: right aligned; short: centred (ordinals, units of measure, days); text: left. */
  kind: "text" | "number" | "short"
}
/** Cells in the columns' order; a heading row spans the table; a total row is bold. */
export type Row = readonly Cell[] | { heading: string } | { total: readonly Cell[] }
/** A number is written the Vietnamese way (1.234,5); null leaves the cell blank. */
export type Cell = Text | number | null

/** Plain words, or words of which some are set apart. A line break inside is kept. */
export type Text = string | readonly Span[]
export type Span = { text: string; style?: "bold" | "italic" | "sourceMark" }

export type Annex = {
  title: string
  /** The line in brackets, "(Kèm theo Báo cáo số 05/BC-SKHCN …)"; derived from the document when absent. */
  attachedTo?: string
  /** Landscape, for wide tables. */
  wide: boolean
  blocks: readonly Block[]
}

export const plainText = (text: Text): string =>
  typeof text === "string" ? text : text.map((span) => span.text).join("")
