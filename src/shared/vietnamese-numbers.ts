import type { Day } from "./day.ts"

const number = new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 2 })

/** 1234.5 → "1.234,5"; at most two decimals. */
export const formatNumber = (value: number): string => number.format(value)

/** 0.7325 → "73,25 %". Null, because nothing stands in the denominator, is said and never written as 0 %. */
export const formatShare = (share: number | null): string =>
  share === null ? "chưa tính được" : `${number.format(share * 100)}\u00A0%`

/** A count in running text, where officials write "05" for 5. Tables take the plain number. */
export const countInText = (count: number): string => (count > 0 && count < 10 ? `0${count}` : formatNumber(count))

/** "09/7/2025": a zero before days below 10 and before months 1 and 2 only (Decree 30/2020/NĐ-CP, Annex I, section II.4). */
export function dayInText(day: Day): string {
  const month = Number(day.slice(5, 7))
  return `${day.slice(8, 10)}/${month <= 2 ? `0${month}` : month}/${day.slice(0, 4)}`
}
