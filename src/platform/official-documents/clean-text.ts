/** Characters that XML 1.0 forbids: pasted text can hold them, and one of them makes Word refuse the whole file. */
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

export const cleanText = (text: string): string =>
  text.toWellFormed().replace(/\r\n?/g, "\n").replace(forbidden, "").normalize("NFC")
