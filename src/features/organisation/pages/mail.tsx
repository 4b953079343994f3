import { instanceContext } from "#access/instance.ts"
import { pageNumber, searchOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { NotFound } from "#platform/errors.ts"
import { isId } from "#shared/id.ts"
import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Empty, Message, number, PageHead, Paging, TableScroll, Tag } from "#ui/parts.tsx"
import { adminPage } from "../admin-page.server.ts"
import { MAIL_PAGE, type MailLine, readMail } from "../read-mail.server.ts"
import { resendMail } from "../resend-mail.server.ts"
import type { Route } from "./+types/mail"

export async function loader({ context, request }: Route.LoaderArgs) {
  const { ctx } = adminPage(context)
  const page = pageNumber(request)
  const { lines, counts } = await readMail(ctx.db, page)
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0)
  const forms = lines.map((line) => ({ ...line, form: adminPage(context).form }))
  return {
    lines: forms,
    counts,
    all,
    page,
    pages: Math.max(1, Math.ceil(all / MAIL_PAGE)),
    search: searchOf(request),
    hasServer: context.get(instanceContext).mailer !== undefined,
  }
}

export const action = formAction(async ({ form, ctx, request }) => {
  if (!isId(form.fields.mailId)) throw new NotFound("mail")
  return answerWith(await resendMail(ctx, { mailId: form.fields.mailId }), () => `/quan-tri/thu-di${searchOf(request)}`)
})

export default function Mail({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { lines, counts, all, page, pages, search, hasServer } = loaderData
  return (
    <>
      <PageHead
        title={say("nav.mail")}
        lead={say("mail.count", {
          all: number(all),
          sent: number(counts.sent),
          waiting: number(counts.waiting + counts.sending),
          failed: number(counts.failed),
        })}
      />
      <ErrorSummary state={actionData} />
      {!hasServer && (
        <Message tone="warn" title={say("mail.noServer")}>
          <p>{say("mail.noServerText")}</p>
        </Message>
      )}
      {lines.length === 0 ? <Empty>{say("mail.none")}</Empty> : <MailTable lines={lines} hasServer={hasServer} />}
      <Paging page={page} pages={pages} search={search} />
    </>
  )
}

const tones = { waiting: "accent", sending: "accent", sent: "good", failed: "bad" } as const
type Line = MailLine & { form: { requestId: string; owner: string } }

function MailTable({ lines, hasServer }: { lines: Line[]; hasServer: boolean }) {
  const say = useSay()
  const time = (at: string) =>
    new Date(at).toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", dateStyle: "short", timeStyle: "short" })
  return (
    <TableScroll label={say("nav.mail")}>
      <table className="stack">
        <thead>
          <tr>
            <th>{say("mail.subject")}</th>
            <th>{say("mail.recipient")}</th>
            <th>{say("task.state")}</th>
            <th>{say("mail.when")}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">
                {line.subject}
                <details open={!hasServer && lines.length === 1}>
                  <summary>{say("mail.text")}</summary>
                  <p className="prose body">{line.body}</p>
                </details>
              </th>
              <td data-label={say("mail.recipient")}>{line.recipient}</td>
              <td data-label={say("task.state")}>
                <Tag tone={tones[line.state]}>{say(`mail.state.${line.state}`)}</Tag>
                {line.lastError && (
                  <p className="error">
                    {say("mail.error", { attempts: line.attempts })} <code>{line.lastError}</code>
                  </p>
                )}
                {(line.state === "failed" || line.state === "sending" || line.lastError) && (
                  <PostForm {...line.form} hidden={{ mailId: line.id }}>
                    <button type="submit" className="secondary">
                      {say("mail.resend")}
                      <span className="visually-hidden"> {line.recipient}</span>
                    </button>
                  </PostForm>
                )}
              </td>
              <td data-label={say("mail.when")}>
                {say("mail.written", { at: time(line.createdAt) })}
                {line.sentAt && (
                  <>
                    <br />
                    {say("mail.sentAt", { at: time(line.sentAt) })}
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  )
}
