/** One millimetre in twips, the unit of Word (1/1440 inch). */
const mm = (value: number): number => Math.round((value / 25.4) * 1440)

/**
 * The numbers of Decree 30/2020/NĐ-CP, Annex I, in force since 5 March 2020. Where the decree gives a range, the value
 * chosen lies within it and the range stands beside it. Lengths in twips, letter sizes in points.
 */
export const decree30 = {
  source: "Nghị định số 30/2020/NĐ-CP, Phụ lục I",
  inForceFrom: "2020-03-05",
  font: "Times New Roman",
  paper: { width: mm(210), height: mm(297) },
  margin: {
    top: mm(22), // 20-25 mm; room for the page number and a notice under it
    bottom: mm(20), // 20-25 mm
    left: mm(30), // 30-35 mm
    right: mm(15), // 15-20 mm
    header: mm(8), // the page number stands inside the top margin
    footer: mm(9),
  },
  sizePt: {
    republic: 12, // 12-13; 12 keeps it on one line beside a long agency name
    motto: 13, // 13-14
    agency: 12, // 12-13
    number: 13,
    letterSubject: 12, // 12-13
    placeAndDate: 13, // 13-14
    title: 14, // 13-14
    subject: 14, // 13-14
    body: 14, // 13-14
    signature: 14, // 13-14
    recipientsHead: 12,
    recipients: 11,
    pageNumber: 13, // 13-14
    annexName: 14,
    table: 12, // the decree leaves tables free
    wideTable: 11,
    notice: 11,
    verification: 8,
  },
  body: {
    firstLine: mm(12.7), // 1 or 1.27 cm
    afterPt: 6, // at least 6 pt
    lineHeight: 1.15, // 1.0-1.5 lines
  },
  rule: {
    share: 0.42, // 1/3-1/2 of the line above, under the agency and the subject
    widthEighthsPt: 6,
  },
  /** Widths of the two columns of the head; the right one holds the name of the republic on one line. */
  head: { left: mm(73), right: mm(92) },
  /** Empty lines for the signature and the seal. */
  signatureSpacePt: 72,
} as const

export type Size = keyof typeof decree30.sizePt

/** Width of the text between the margins, in twips. */
export function textWidth(wide: boolean): number {
  const page = wide ? decree30.paper.height : decree30.paper.width
  return page - decree30.margin.left - decree30.margin.right
}
