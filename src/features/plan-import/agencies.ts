import { normalise, oneLine, plain } from "./vietnamese-text.ts"

/**
 * Splits a cell of agencies as an official reads it. A comma or "và" ends a name only when a new agency begins behind it:
 * "Sở Văn hóa, Thể thao và Du lịch" is one agency, "Sở Tài chính, Sở Nội vụ và các địa phương" are three, and a collective name
 * ("Các sở, ban, ngành") stays whole. No word is ever lost.
 */
export function splitAgencies(cell: string): string[] {
  const names: string[] = []
  for (const part of strongParts(normalise(cell))) {
    for (const list of withoutBrokenLines(part)) names.push(...expandList(list))
  }
  return names
}

const BULLET = /^\s*(?:[-–+*•]|\d{1,2}[.)](?!\d))\s*(?=\p{L})/u

/** ";" always separates, and so do bullets and numbered lines in front of an agency; "/" between two agencies does too. */
function strongParts(cell: string): string[] {
  const parts: string[] = []
  for (const piece of splitOutsideBrackets(
    cell,
    /;|\s+(?:[-–+•]|\d{1,2}[.)])\s+(?=(?:Sở|Bộ|UBND|Ủy ban|Công an|Ban|Các|Văn phòng)\s)/gu,
  )) {
    let open = ""
    for (const line of piece.split("\n")) {
      const item = line.replace(BULLET, "")
      if (item !== line && open !== "" && beginsAgency(item)) {
        parts.push(open)
        open = item
      } else open = open === "" ? item : `${open}\n${line}`
    }
    parts.push(open)
  }
  return parts.flatMap((part) => splitAtSlash(part.trim()))
}

function splitAtSlash(part: string): string[] {
  const sides = part.split(/\s*\/\s*/)
  return sides.length > 1 && sides.every((side) => beginsAgency(side)) ? sides : [part]
}

/** A line break separates only where a new agency begins; otherwise the cell was just too narrow. */
function withoutBrokenLines(part: string): string[] {
  const out: string[] = []
  for (const line of part.split("\n").map(oneLine).filter(Boolean)) {
    const last = out.at(-1)
    if (last !== undefined && (!(beginsAgency(line) && isWhole(last)) || isPartyBody(last, line)))
      out[out.length - 1] = `${last} ${line}`
    else out.push(line)
  }
  return out.map((text) => text.replace(/^[\s,.:;–-]+|[\s,;]+$/g, "").replace(/(?<=\p{Ll})\.$/u, "")).filter(Boolean)
}

/** "Ủy ban Kiểm tra" over "Tỉnh ủy" is one body of the Party. */
const isPartyBody = (last: string, line: string): boolean =>
  /^(?:Tỉnh|Thành|Đảng) (?:ủy|uỷ)$/u.test(line) && PARTY_BODY.test(last)
const PARTY_BODY =
  /(?:^|[,;]\s*)(?:Văn phòng|(?:Ủy|Uỷ) ban Kiểm tra|Ban (?:Tổ chức|Nội chính|Dân vận|Tuyên giáo|Tuyên giáo và Dân vận|Thường vụ|Chính sách, chiến lược))$/u

/** Words that an agency's name begins with. A bare "Ban" or "Sở" before a comma is part of "Các Sở, Ban, ngành". */
const HEAD_WORDS =
  "Sở|Bộ|Ban|UBND|Uỷ ban|Ủy ban|HĐND|Hội đồng|Văn phòng|VP|VPCP|Công an|Quân đội|Thanh tra|Cục|Chi cục|Tổng cục|Vụ|Viện|Trường|Đại học|Học viện|Trung tâm|TT|Báo|Tạp chí|Đài|Kho bạc|Ngân hàng|NHNN|Bảo hiểm|BHXH|Hội|Hiệp hội|Liên minh|Liên hiệp|Liên đoàn|Mặt trận|MTTQ|Đoàn|Tỉnh [đĐ]oàn|Thành [đĐ]oàn|Tỉnh ủy|Tỉnh uỷ|Thành ủy|Thành uỷ|Huyện ủy|Đảng ủy|Đảng uỷ|Tòa án|Toà án|TAND|Viện kiểm sát|VKSND|Quỹ|Tập đoàn|Tổng công ty|Công ty|Doanh nghiệp|Bưu điện|Bưu chính|Thuế|Hải quan|Thống kê|Phòng|Tổ|Cơ quan|Đơn vị|Bệnh viện|Chủ tịch|Phó Chủ tịch|Giám đốc|Thủ trưởng|Bộ trưởng|Thủ tướng|Chính phủ|Quốc hội|Đảng|Thường trực|Ban Thường vụ|Điện lực|Cảng vụ|Hợp tác xã|Vườn quốc gia|Nhà xuất bản|Thông tấn xã|Kiểm toán|Xã(?! hội)|Phường|Chi nhánh|Lãnh đạo|Người đứng đầu|Địa phương|Các|Một số|Toàn thể|Cấp ủy|Từng|Mỗi"
const BARE_HEADS =
  /^(?:Sở|Bộ|Ban|Ngành|Đoàn|Hội|Đảng|Phòng|Tổ|Cục|Vụ|Viện|Trường|Xã|Phường|Báo(?!\s+và\s+[PĐ])|Đài|Địa phương)(?:\s*$|\s*,|\s+và\s)/u
const HEAD = new RegExp(`^(?:${HEAD_WORDS})(?![\\p{L}])`, "u")
const COLLECTIVE = /^(?:(?:các|cac|những|một số|mot so|toàn bộ|từng|mỗi)\s+\p{L}+|(?:ủy|uỷ) ban nhân dân(?![\p{L}]))/iu
const ABBREVIATION =
  /^(?!HTX|DNNVV|CNTT|CSDL|THCS|THPT|GDTX|GDNN)[A-ZĐ][A-ZĐ0-9&-]{1,11}(?:\s+(?:tỉnh|Việt Nam|VN)[\p{L}\s]*)?(?:\s*\(.*\))?$/u
const NAMED_COMPANY = /^(?:Viettel|Mobifone|MobiFone|Vinaphone|VinaPhone|Vietcombank|Agribank|Vietinbank)(?![\p{L}])/u

/** Alone these are fields of work: "Phòng Tin học và Thống kê" is one division. */
const ALSO_A_FIELD = /^(?:Thống kê|Hải quan|Bảo hiểm|Ngân hàng|Kiểm toán|Bưu chính|Điện lực|Thuế)$/u

export function beginsAgency(text: string): boolean {
  const start = text.trimStart()
  if (BARE_HEADS.test(start)) return false
  if (NAMED_COMPANY.test(start)) return true
  if (COLLECTIVE.test(start)) return !/^các\s+(?:ban|ngành)\s*(?:,|$)/iu.test(start)
  const first = start.split(/\s*,\s*|\s+và\s+/)[0]!.trim()
  if (ABBREVIATION.test(first)) return true
  const head = HEAD.exec(start)
  if (head && first === head[0] && ALSO_A_FIELD.test(first)) return false
  return (
    head !== null &&
    (/\s/.test(first) ||
      /^(?:UBND|HĐND|VPCP|BHXH|MTTQ|NHNN|TAND|VKSND|Chính phủ|Quốc hội|Tỉnh|Thành|Huyện)/u.test(first))
  )
}

/** "Văn phòng" before "UBND tỉnh" is not a name yet. */
function isWhole(names: string): boolean {
  const last = names.split(/[,;]\s*/).at(-1)!
  if ((NAME_GOES_ON.test(last) && !OFFICE_WITHIN.test(last)) || BARE_NAME.test(last)) return false
  return (names.match(/\(/g)?.length ?? 0) <= (names.match(/\)/g)?.length ?? 0)
}

const NAME_GOES_ON =
  /(?:^|\s)(?:và|của|các|thuộc|với|cùng|Quản lý|Thành viên|Đại diện|Văn phòng|Chủ tịch|Giám đốc|Thủ trưởng|Ban Chỉ đạo|Lãnh đạo|Bộ|Sở|Ban|Cục|Vụ|Viện|Hội|Đoàn|UBND|Ủy ban|Uỷ ban|Trường|Trung tâm|Ngân hàng|Công ty|Tập đoàn)$/u
/** "Văn phòng Sở" in a department's own plan is a whole name. */
const OFFICE_WITHIN =
  /(?:Văn phòng|Thanh tra|Lãnh đạo|Giám đốc|Chủ tịch|thuộc)\s+(?:Sở|Bộ|Ban|Cục|Viện|UBND)$|^(?:Tỉnh|Thành)\s+[đĐ]oàn$/u
const BARE_NAME = /^(?:Thanh tra|Kho bạc|Bảo hiểm|Báo|Đài|Công an|Hội đồng)$/u

/** "Văn phòng Đoàn ĐBQH và HĐND tỉnh" serves two bodies and is one office. */
const JOINT_OFFICE = /Văn phòng\s+(?:Đoàn\s+)?(?:ĐBQH|Đại biểu Quốc hội|HĐND|Hội đồng nhân dân|Đảng ủy|Đảng uỷ)[^,;]*$/u

function expandList(list: string): string[] {
  const labelled =
    /^(?:Các|các)\s+([Ss]ở|[Bb]ộ|[Bb]an|[Cc]ục|[Hh]ội)(?:,\s*(?:ban|ngành)(?:,\s*ngành)?)?\s*:\s*(.+)$/u.exec(list)
  if (labelled) return expandLabelled(labelled[1]!, labelled[2]!)
  const names: string[] = []
  for (const piece of piecesOf(list)) {
    const last = names.at(-1)
    if (last === undefined || endsName(last, piece)) names.push(piece.text)
    else names[names.length - 1] = `${last}${piece.joint}${piece.text}`
  }
  return names
    .flatMap(splitRunTogether)
    .map((name) => name.replace(/[\s,;]+$/g, "").trim())
    .filter(Boolean)
}

/** `onwards` is the list from this piece to its end: "bộ" begins "bộ, ngành liên quan" only together with what follows. */
type Piece = { joint: string; text: string; onwards: string }

function endsName(last: string, piece: Piece): boolean {
  if (!isWhole(last) || (piece.joint === " và " && JOINT_OFFICE.test(last))) return false
  if (BODIES_TOGETHER.test(piece.onwards)) return !/^(?:các|những)\s/iu.test(last)
  return beginsAgency(piece.onwards)
}

/** "bộ, ngành", "sở, ban, ngành" without "các" before them. */
const BODIES_TOGETHER = /^(?:bộ|sở),\s*(?:ban,\s*)?ngành(?![\p{L}])/u

/** Names and the words between them that tell whether a new name begins. */
const FAR_ENOUGH = 9

function piecesOf(list: string): Piece[] {
  const tokens = splitOutsideBrackets(list, /(,\s*(?:và\s+)?|\s+và\s+)/gu)
  const out: Piece[] = []
  let joint = ""
  for (const [i, token] of tokens.entries()) {
    if (/^(?:,\s*(?:và\s+)?|\s+và\s+)$/u.test(token)) {
      joint = token.startsWith(",") ? (token.includes("và") ? ", và " : ", ") : " và "
    } else {
      out.push({
        joint,
        text: token.trim(),
        onwards: tokens
          .slice(i, i + FAR_ENOUGH)
          .join("")
          .trim(),
      })
      joint = ""
    }
  }
  return out
}

/** "Các Sở: Tài chính, Nội vụ; …" → the head word is given back to each. Names that hold a comma are known by their parts. */
const NAMES_WITH_COMMA = /^(?:van hoa,|tai nguyen,|nong nghiep,|khoa hoc,|lao dong,|giao duc,)/

function expandLabelled(head: string, rest: string): string[] {
  const word = head.charAt(0).toUpperCase() + head.slice(1)
  const out: string[] = []
  for (const item of rest.split(/\s*,\s*/)) {
    const last = out.at(-1)
    const text = item.trim()
    if (
      last &&
      NAMES_WITH_COMMA.test(`${plain(last.slice(word.length + 1))},`) &&
      /^(?:the thao|du lich|cong nghe|moi truong|thuong binh|dao tao)/.test(plain(text))
    ) {
      out[out.length - 1] = `${last}, ${text}`
    } else if (beginsAgency(text)) out.push(...expandList(text))
    else out.push(...splitLabelledEnd(word, text))
  }
  return out
}

/** The last item may be "Nội vụ và Tư pháp"; "Kế hoạch và Đầu tư" is one name. */
const NAMES_WITH_AND =
  /(?:ke hoach va dau tu|khoa hoc va cong nghe|thong tin va truyen thong|giao duc va dao tao|tai nguyen va moi truong|nong nghiep va (?:moi truong|phat trien nong thon)|dan toc va ton giao|the thao va du lich|thuong binh va xa hoi|van hoa va|y te va)/

function splitLabelledEnd(word: string, text: string): string[] {
  const at = text.lastIndexOf(" và ")
  if (at < 0) return [`${word} ${text}`]
  const around = plain(text.slice(Math.max(0, at - 14), at + 24))
  if (NAMES_WITH_AND.test(around)) return [`${word} ${text}`]
  const right = text.slice(at + 4)
  return [`${word} ${text.slice(0, at)}`, beginsAgency(right) ? right : `${word} ${right}`]
}

/** "Bộ Thông tin và Truyền thông Bộ Khoa học và Công nghệ": the line break between two names was lost. */
function splitRunTogether(name: string): string[] {
  const head = /^(Sở|Bộ|UBND|Ban|Công an|Cục|Viện)\s/u.exec(name)?.[1]
  if (!head) return [name]
  const again = new RegExp(`(?<=\\p{L}\\p{Ll}|[A-Z])\\s+(?=${head}\\s+\\p{Lu}\\p{L}+\\s)`, "u")
  const cut = name.slice(head.length).search(again)
  if (cut < 0 || /\($/.test(name.slice(0, head.length + cut))) return [name]
  const at = head.length + cut
  if ((name.slice(0, at).match(/\(/g)?.length ?? 0) > (name.slice(0, at).match(/\)/g)?.length ?? 0)) return [name]
  return [name.slice(0, at), ...splitRunTogether(name.slice(at).trim())]
}

/** String.split with a pattern, leaving what stands in brackets alone; captured separators are kept as tokens. */
function splitOutsideBrackets(text: string, pattern: RegExp): string[] {
  const tokens: string[] = []
  const lastClosing = text.lastIndexOf(")")
  let from = 0
  let counted = 0
  let depth = 0
  for (const found of text.matchAll(pattern)) {
    for (; counted < found.index; counted++) depth += text[counted] === "(" ? 1 : text[counted] === ")" ? -1 : 0
    if (depth > 0 && lastClosing >= found.index) continue
    tokens.push(text.slice(from, found.index))
    if (found[1] !== undefined) tokens.push(found[1])
    from = found.index + found[0].length
  }
  tokens.push(text.slice(from))
  return tokens.filter((token) => token.trim() !== "")
}

/** "Chủ trì: Sở A; phối hợp: Sở B" inside one cell. */
export function splitRolesInCell(cell: string): { leads: string; coordinating: string } {
  const behind = /^\s*(.+?)\s+(?:là cơ quan )?chủ trì\s*[;,.\n]\s*(.+?)\s+phối hợp(?: thực hiện)?\s*\.?\s*$/su.exec(
    cell,
  )
  if (behind) return { leads: behind[1]!, coordinating: behind[2]! }
  const folded = plain(cell)
  const together = /phoi hop(?: thuc hien)?(?: voi| cung)?\s*[:-]?\s*/.exec(folded)
  if (!together)
    return { leads: cell.replace(/^\s*[-–+]?\s*(?:Cơ quan|Đơn vị)?\s*[Cc]hủ trì\s*:\s*/u, ""), coordinating: "" }
  const label = /(?:[-–+;,.\n]\s*)?(?:(?:co quan|don vi)\s+)?$/.exec(folded.slice(0, together.index))
  const before = cell.slice(0, label?.index ?? together.index)
  const leads = before
    .replace(/^\s*[-–+]?\s*(?:(?:Cơ quan|Đơn vị)\s+)?[Cc]hủ trì\s*:?\s*/u, "")
    .replace(/[\s,;]*(?:chủ trì)[\s,;:.-]*$/u, "")
  return { leads: leads.trim(), coordinating: cell.slice(together.index + together[0].length).trim() }
}

/** "Sở Tài chính" as the title of a group means that the tasks below it are that agency's. */
export const isAgencyName = (text: string): boolean =>
  beginsAgency(text) &&
  text.length < 120 &&
  !/[.;:]$/.test(text) &&
  /^(?:Sở|Bộ|UBND|Ủy ban|Uỷ ban|Công an|Văn phòng|Ban|Các sở|Các Sở|Thanh tra|Trung tâm|Viện|Trường|Cục|Chi cục|Báo|Đài|Hội|Liên minh|Ngân hàng|Bảo hiểm|Kho bạc|Tỉnh đoàn|Đoàn|Phòng|Thuế|Hải quan|Tòa án|Toà án|Đảng ủy|Tỉnh ủy|Các cơ quan|Các đơn vị|Các địa phương|Các tỉnh|Các trường|Thành phố|Các phòng|Các Phòng|Các bộ|Các Bộ|Các xã|Các phường|Các doanh nghiệp|Bệnh viện|Quỹ|Thống kê|Tập đoàn|Tổng công ty|Công ty|Mặt trận|HĐND|Hội đồng|Vụ|Đơn vị)(?![\p{L}])/u.test(
    text,
  )
