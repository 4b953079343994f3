import { isMotto } from "./document-head.ts"
import type { ReadSigner } from "./plan-reading.ts"
import { isCapitals, plain } from "./vietnamese-text.ts"

const ON_BEHALF = /^T\s?\/?\s?M[.\s/]\s*(?=\p{Lu})/u
const CAPACITY =
  /^(?:(?:KT|TL|TUQ|TUN|Q|K\/T|T\/L|T\/U\/Q)\s?[.\s]\s*|(?:THỪA LỆNH|THỪA ỦY QUYỀN|KÝ THAY)\s+)(?=\p{Lu})/u
const POSITION =
  /^(?:phó |quyền )?(?:chủ tịch|bí thư|giám đốc|thủ tướng|bộ trưởng|thứ trưởng|chánh văn phòng|chánh thanh tra|trưởng ban|trưởng phòng|cục trưởng|chi cục trưởng|tổng giám đốc|viện trưởng|hiệu trưởng|thường trực|chủ nhiệm|phó thủ tướng)/iu

/** "TM.", "KT.", "TL.", "TUQ.", "T/M" or a bare position in capitals begins a signature block. */
export const beginsSignature = (text: string): boolean =>
  isCapitals(text) && text.length < 90 && (ON_BEHALF.test(text) || CAPACITY.test(text) || POSITION.test(text))

export const beginsRecipients = (text: string): boolean => /^noi nhan\s*:?/.test(plain(text))

export function readSigner(lines: string[]): ReadSigner | null {
  const start = lines.findIndex(beginsSignature)
  if (start < 0) return null
  const signer: ReadSigner = { onBehalf: null, capacity: null, position: null, name: null }
  for (const text of lines.slice(start)) {
    if (ON_BEHALF.test(text) && !signer.onBehalf) signer.onBehalf = text
    else if (CAPACITY.test(text) && !signer.capacity) signer.capacity = text
    else if (isCapitals(text) && (POSITION.test(text) || (signer.capacity && !signer.position)))
      signer.position ??= text
    else if (isCapitals(text) && signer.onBehalf && !signer.position && !POSITION.test(text))
      signer.onBehalf += ` ${text}`
    else if (isPersonName(text)) {
      signer.name = text
      break
    }
  }
  return signer
}

/** Two to six capitalised words; "(đã ký)" and academic titles are not part of the name. */
function isPersonName(text: string): boolean {
  if (/đã ký|ký tên|đóng dấu/iu.test(text)) return false
  const words = text.split(/\s+/)
  return (
    words.length >= 2 && words.length <= 6 && words.every((word) => /^\p{Lu}[\p{L}.]*$/u.test(word)) && !isMotto(text)
  )
}

/** The items below "Nơi nhận:", without their dashes and final marks; the filing line ("Lưu: VT") stays, it is one of them. */
export function readRecipients(lines: string[]): string[] {
  const recipients: string[] = []
  for (const text of lines) {
    if (beginsSignature(text)) break
    const own = text.replace(/^Nơi nhận\s*:?\s*/iu, "")
    for (const item of own.split(/;\s+(?=[-–+]\s*\p{L})/u)) {
      const recipient = item
        .replace(/^[-–+*•]\s*/, "")
        .replace(/[;.]+$/, "")
        .trim()
      if (recipient) recipients.push(recipient)
    }
  }
  return recipients
}
