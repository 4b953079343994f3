import { createContext, useContext } from "react"
import { useSay } from "./language.tsx"

/** Whether this server makes PDF files; the frame of signed-in pages sets it. */
export const OffersPdf = createContext(false)

type DocumentLinksProps = {
  /** Address of the Word file; it ends in "/word" or ".docx". */
  word: string
  label: string
  pdfLabel: string
  className?: string
}

/** A document as Word and, where the server can make it, as PDF. */
export function DocumentLinks({ word, label, pdfLabel, className }: DocumentLinksProps) {
  const offersPdf = useContext(OffersPdf)
  return (
    <>
      <a href={word} className={className}>
        {label}
      </a>
      {offersPdf && (
        <>
          {" "}
          <a href={pdfAddress(word)} className={className}>
            {pdfLabel}
          </a>
        </>
      )}
    </>
  )
}

const pdfAddress = (word: string): string =>
  word.replace(/(\/word|\.docx)(?=$|\?)/, (end) => (end === "/word" ? "/pdf" : ".pdf"))

/** Where the server makes no PDF, the page itself is laid out for paper: how to get one from the browser. */
export function PrintHint() {
  const say = useSay()
  return useContext(OffersPdf) ? null : <p className="hint print-hint">{say("pdf.printHere")}</p>
}
