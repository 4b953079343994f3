import { dayAt, formatDay } from "#shared/day.ts"
import { INVITATION_DAYS } from "./invitation.ts"

type Invited = { name: string; email: string; link: string; expiresAt: Date; hasAccount: boolean; timeZone: string }

/** The mail to an official, complete as plain text. */
export function invitationMail({ name, email, link, expiresAt, hasAccount, timeZone }: Invited): {
  subject: string
  body: string
} {
  const purpose = hasAccount ? "đặt lại mật khẩu" : "đặt mật khẩu và bắt đầu sử dụng"
  const lines = [
    `Kính gửi đồng chí ${name},`,
    "",
    `Quản trị hệ thống Tiến Độ mời đồng chí ${purpose} hệ thống theo dõi thực hiện kế hoạch. Đề nghị mở địa chỉ sau:`,
    "",
    link,
    "",
    `Tên đăng nhập: ${email}`,
    `Địa chỉ trên dùng được một lần, trong ${INVITATION_DAYS} ngày, đến hết ngày ${formatDay(dayAt(expiresAt, timeZone))}.`,
    ...(hasAccount ? ["Mật khẩu đang dùng vẫn còn hiệu lực cho đến khi đồng chí đặt mật khẩu mới."] : []),
    "",
    "Không chuyển tiếp thư này. Nếu đồng chí không chờ thư này, đề nghị báo cho quản trị hệ thống của cơ quan.",
  ]
  return {
    subject: hasAccount ? "Đặt lại mật khẩu hệ thống Tiến Độ" : "Mời sử dụng hệ thống Tiến Độ",
    body: lines.join("\n"),
  }
}

/** A mail that has left keeps its text, but no way in for whoever reads it here later. */
export const withoutLinks = (body: string): string => body.replace(/\/loi-moi\/[\w-]+/g, "/loi-moi/…")
