import { pageOf } from "#access/page.server.ts"
import { DayField, ErrorSummary, PostForm, SelectField, TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { Days, PageHead } from "#ui/parts.tsx"
import { ChainPicture } from "../chain-picture.tsx"
import { documentName, relationKinds } from "../document.ts"
import { documentAction } from "../document-action.server.ts"
import { mayKeepDocuments } from "../permissions.ts"
import { readChain, readDocument } from "../read-documents.server.ts"
import type { Route } from "./+types/document"

export const action = documentAction

export async function loader({ context, params }: Route.LoaderArgs) {
  const { ctx } = pageOf(context)
  const document = await readDocument(ctx.db, params.document)
  const mayKeep = mayKeepDocuments(ctx.actor)
  const formOf = () => (mayKeep ? pageOf(context).form : null)
  return {
    document: {
      ...document,
      relations: document.relations.map((each) => ({ ...each, form: formOf() })),
      files: document.files.map((each) => ({ ...each, form: formOf() })),
    },
    chain: await readChain(ctx.db, document.id),
    mayKeep,
    relateForm: formOf(),
    fileForm: formOf(),
  }
}

type Loaded = Route.ComponentProps["loaderData"]

export default function DocumentPage({ loaderData, actionData }: Route.ComponentProps) {
  const say = useSay()
  const { document, chain, mayKeep } = loaderData
  const name = documentName(document)
  return (
    <>
      <PageHead
        crumbs={[{ to: "/van-ban", label: say("documents.title") }]}
        title={document.number ? `${say(`document.kind.${document.kind}`)} ${name}` : name}
        lead={document.number ? document.title : undefined}
      />
      <ErrorSummary state={actionData} />
      <dl className="facts card">
        <dt>{say("document.issuer")}</dt>
        <dd>{document.issuer ?? "–"}</dd>
        <dt>{say("document.issuedOn")}</dt>
        <dd>
          <Days day={document.issuedOn} />
        </dd>
        <dt>{say("document.effectiveOn")}</dt>
        <dd>
          <Days day={document.effectiveOn} />
        </dd>
        {document.signer?.name && (
          <>
            <dt>{say("document.signer")}</dt>
            <dd>{[document.signer.position, document.signer.name].filter(Boolean).join(" ")}</dd>
          </>
        )}
        {document.externalRef && (
          <>
            <dt>{say("document.externalRef")}</dt>
            <dd>{document.externalRef}</dd>
          </>
        )}
        {document.note && (
          <>
            <dt>{say("amendment.note")}</dt>
            <dd className="prose">{document.note}</dd>
          </>
        )}
      </dl>
      <p className="actions">
        {mayKeep && (
          <a className="button secondary" href={`/van-ban/${document.id}/sua`}>
            {say("documents.edit")}
          </a>
        )}
        <a href={`/lich-su/${document.id}`}>{say("plan.history")}</a>
      </p>
      {document.plans.length > 0 && (
        <>
          <h2>{say("documents.plans")}</h2>
          <ul>
            {document.plans.map((plan) => (
              <li key={`${plan.slug} ${plan.number}`}>
                <a
                  href={
                    plan.number === 1 ? `/ke-hoach/${plan.slug}` : `/ke-hoach/${plan.slug}/phien-ban/${plan.number}`
                  }
                >
                  {plan.number === 1 ? plan.title : `${say("versions.number", { number: plan.number })}: ${plan.title}`}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2>{say("documents.relations")}</h2>
      {chain.nodes.length > 1 && <ChainPicture {...chain} current={document.id} />}
      <Relations loaded={loaderData} state={actionData} />
      <h2>{say("documents.filesTitle")}</h2>
      <Files loaded={loaderData} state={actionData} />
    </>
  )
}

type State = Route.ComponentProps["actionData"]

function Relations({ loaded: { document, relateForm }, state }: { loaded: Loaded; state: State }) {
  const say = useSay()
  return (
    <>
      {document.relations.length + document.named.length === 0 && (
        <p className="soft">{say("documents.noRelations")}</p>
      )}
      <ul>
        {document.relations.map((each) => (
          <li key={each.position}>
            <strong>{say(`relation.${each.relation}`)}</strong>:{" "}
            {each.number ? <RelatedName relation={each} /> : each.text}
            {each.form && (
              <PostForm
                {...each.form}
                seenVersion={document.version}
                hidden={{ do: "unrelate", position: String(each.position) }}
                className="inline"
              >
                <button type="submit" className="plain">
                  {say("documents.unrelate")}
                  <span className="visually-hidden">: {each.text}</span>
                </button>
              </PostForm>
            )}
          </li>
        ))}
        {document.named.map((each) => (
          <li key={each.id}>
            <strong>{say(`relation.by.${each.relation}`)}</strong>:{" "}
            <a href={`/van-ban/${each.id}`}>{documentName(each)}</a>
          </li>
        ))}
      </ul>
      {relateForm && (
        <details className="card">
          <summary>{say("documents.relate")}</summary>
          <PostForm {...relateForm} seenVersion={document.version} hidden={{ do: "relate" }} state={state}>
            <SelectField
              name="relation"
              label={say("documents.relation")}
              options={relationKinds.map((kind) => ({ value: kind, label: say(`relation.${kind}`) }))}
            />
            <div className="row">
              <TextField name="number" label={say("document.number")} />
              <TextField name="notation" label={say("document.notation")} />
              <DayField name="issuedOn" label={`${say("document.issuedOn")} (${say("form.optional")})`} />
            </div>
            <TextField name="text" label={`${say("documents.relationText")} (${say("form.optional")})`} />
            <button type="submit" className="secondary">
              {say("documents.relate")}
            </button>
          </PostForm>
        </details>
      )}
    </>
  )
}

/** The number first, as a link where the register holds the document; then the words of the document that names it. */
function RelatedName({ relation }: { relation: Loaded["document"]["relations"][number] }) {
  const name = documentName({ ...relation, title: null })
  return (
    <>
      {relation.targetId ? <a href={`/van-ban/${relation.targetId}`}>{name}</a> : name}{" "}
      {relation.text !== name && <small className="soft clamp">{relation.text}</small>}
    </>
  )
}

function Files({ loaded: { document, fileForm }, state }: { loaded: Loaded; state: State }) {
  const say = useSay()
  return (
    <>
      {document.files.length === 0 && <p className="soft">{say("documents.noFiles")}</p>}
      <ul>
        {document.files.map((file) => (
          <li key={file.id}>
            <a href={`/van-ban/tep/${file.id}`}>{file.title}</a> ({Math.ceil(file.size / 1024).toLocaleString("vi-VN")}{" "}
            kB)
            {file.form && (
              <PostForm {...file.form} hidden={{ do: "detach", file: file.id }} className="inline">
                <button type="submit" className="plain">
                  {say("documents.detach")}
                  <span className="visually-hidden">: {file.title}</span>
                </button>
              </PostForm>
            )}
          </li>
        ))}
      </ul>
      {fileForm && (
        <details className="card">
          <summary>{say("documents.attach")}</summary>
          <PostForm {...fileForm} state={state} enctype="multipart/form-data">
            <div className="field">
              <label htmlFor="file">{say("documents.file")}</label>
              <input id="file" type="file" name="file" />
            </div>
            <TextField name="title" id="fileTitle" label={`${say("documents.fileTitle")} (${say("form.optional")})`} />
            <label className="choice" id="isNotSecret">
              <input type="checkbox" name="isNotSecret" value="1" /> <span>{say("entry.notSecret")}</span>
            </label>
            <button type="submit" className="secondary">
              {say("documents.attach")}
            </button>
          </PostForm>
        </details>
      )}
    </>
  )
}
