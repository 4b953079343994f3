import { pageOf } from "#access/page.server.ts"
import { answerWith, formAction } from "#access/post.server.ts"
import { readPlan } from "#features/plans/read-plan.server.ts"
import { NotFound } from "#platform/errors.ts"
import { DocumentLinks } from "#ui/document-links.tsx"
import { ErrorSummary, PostForm, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, Message, PageHead, Tag } from "#ui/parts.tsx"
import { canDiscard, canPutInForce } from "../document-template.ts"
import { discardTemplate, putTemplateInForce } from "../keep-document-template.server.ts"
import { mayKeepTemplates, maySeeTemplates } from "../permissions.ts"
import { newestDocument, readDocumentTemplate } from "../read-document-templates.server.ts"
import { TRIAL } from "../template-for.server.ts"
import { placeInWords, stateTones, withoutInWords } from "../template-words.tsx"
import type { Route } from "./+types/document-template"

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx, form } = pageOf(context)
  const plan = await readPlan(ctx.db, params.plan)
  if (!maySeeTemplates(ctx.actor, plan)) throw new NotFound("plan")
  const template = await readDocumentTemplate(ctx, plan.id, params.template)
  const mayEdit = mayKeepTemplates(ctx.actor, plan) && plan.supersededOn === null
  const newest = mayEdit && template.hasFile ? await newestDocument(ctx.db, plan, template.kind) : undefined
  return {
    plan: { slug: plan.slug, title: plan.title },
    template,
    newest: newest ? `${newest}?${TRIAL}=${template.id}` : null,
    mayEdit,
    mayPutInForce: mayEdit && canPutInForce(template.state),
    mayDiscard: mayEdit && canDiscard(template.state),
    form,
    discardForm: pageOf(context).form,
  }
}

export const action = formAction(async ({ form, ctx, params }) => {
  const list = `/ke-hoach/${params.plan}/mau-van-ban`
  const templateId = params.template!
  if (form.fields.do === "discard") return answerWith(await discardTemplate(ctx, { templateId }), () => list)
  if (form.fields.do !== "putInForce") throw new NotFound("action")
  return answerWith(await putTemplateInForce(ctx, { templateId, fromOn: form.fields.fromOn ?? "" }), () => list)
})

/** One version of a template: what was found in it, how it looks with the newest data, and putting it in force. */
export default function DocumentTemplatePage({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { plan, template, mayPutInForce, mayDiscard, form, discardForm } = loaderData
  const base = `/ke-hoach/${plan.slug}`
  return (
    <>
      <PageHead
        crumbs={[
          { to: base, label: plan.title },
          { to: `${base}/mau-van-ban`, label: say("documentTemplate.title") },
        ]}
        title={`${say(`documentTemplate.kind.${template.kind}`)}: ${say("documentTemplate.version", { version: template.version })}`}
      />
      <p>
        <Tag tone={stateTones[template.state]}>{say(`documentTemplate.state.${template.state}`)}</Tag>{" "}
        {template.fromOn && (
          <>
            {say("documentTemplate.from")} <Days day={template.fromOn} />
          </>
        )}
      </p>
      <ErrorSummary state={actionData} />
      <Facts loaded={loaderData} />
      {template.hasFile && <Reading reading={template.reading} />}
      {template.hasFile && <Trial loaded={loaderData} />}
      {mayPutInForce && (
        <PostForm {...form} hidden={{ do: "putInForce" }} state={actionData} className="card">
          <h2>{say("documentTemplate.putInForce")}</h2>
          <p>{say("documentTemplate.putInForceText")}</p>
          <TextField name="fromOn" label={say("documentTemplate.fromOn")} hint={say("documentTemplate.fromOnHint")} />
          <button type="submit">{say("documentTemplate.putInForce")}</button>
        </PostForm>
      )}
      {mayDiscard && (
        <PostForm {...discardForm} hidden={{ do: "discard" }}>
          <button type="submit" className="secondary">
            {say("documentTemplate.discard")}
          </button>
        </PostForm>
      )}
    </>
  )
}

type Loaded = Route.ComponentProps["loaderData"]

function Facts({ loaded: { plan, template } }: { loaded: Loaded }) {
  const say = useSay()
  return (
    <dl className="facts card">
      <dt>{say("documentTemplate.file")}</dt>
      <dd>
        {template.hasFile ? (
          <a href={`/ke-hoach/${plan.slug}/mau-van-ban/${template.id}/tep`}>{template.fileName}</a>
        ) : (
          say("documentTemplate.default")
        )}
      </dd>
      <dt>{say("documentTemplate.uploadedBy")}</dt>
      <dd>
        {[template.uploadedBy, new Date(template.uploadedAt).toLocaleString("vi-VN", { timeZone: "Asia/Ho_Chi_Minh" })]
          .filter(Boolean)
          .join(", ")}
      </dd>
      {template.note && (
        <>
          <dt>{say("documentTemplate.note")}</dt>
          <dd>{template.note}</dd>
        </>
      )}
    </dl>
  )
}

function Reading({ reading: { found = [], without = [] } }: { reading: Loaded["template"]["reading"] }) {
  const say = useSay()
  return (
    <section aria-labelledby="found">
      <h2 id="found">{say("documentTemplate.found", { count: found.length })}</h2>
      <ul>
        {found.map((name) => (
          <li key={name}>
            <code>{`{{${name}}}`}</code> {placeInWords(say, name)}
          </li>
        ))}
      </ul>
      {without.length > 0 && (
        <Message tone="warn" title={say("documentTemplate.without")}>
          <ul>
            {without.map((name) => (
              <li key={name}>
                <code>{`{{${name}}}`}</code> {withoutInWords(say, name)}
              </li>
            ))}
          </ul>
        </Message>
      )}
    </section>
  )
}

function Trial({ loaded: { plan, template, newest, mayEdit } }: { loaded: Loaded }) {
  const say = useSay()
  if (!mayEdit) return null
  return (
    <section aria-labelledby="trial">
      <h2 id="trial">{say("documentTemplate.trial")}</h2>
      <p>{say(newest ? "documentTemplate.trialText" : "documentTemplate.trialSample")}</p>
      <p className="actions">
        <DocumentLinks
          className="button secondary"
          word={newest ?? `/ke-hoach/${plan.slug}/mau-van-ban/${template.id}/thu/word`}
          label={say("documentTemplate.tryWord")}
          pdfLabel={say("documentTemplate.tryPdf")}
        />
      </p>
    </section>
  )
}
