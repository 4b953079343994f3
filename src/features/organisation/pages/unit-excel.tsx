import { ErrorSummary, PostForm } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"
import { PageHead } from "#ui/parts.tsx"
import { adminPage } from "../admin-page.server.ts"
import { holdUpload } from "../hold-upload.server.ts"
import type { Route } from "./+types/unit-excel"

export const loader = ({ context }: Route.LoaderArgs) => ({ form: adminPage(context).form })
export const action = holdUpload

export default function UnitExcel({ loaderData: { form }, actionData }: Route.ComponentProps) {
  const say = useSay()
  return (
    <>
      <PageHead
        crumbs={[{ to: "/quan-tri/don-vi", label: say("units.title") }]}
        title={say("unitImport.title")}
        lead={say("unitImport.lead")}
      />
      <ErrorSummary state={actionData} />
      <section className="card">
        <h2>{say("unitImport.export")}</h2>
        <p>{say("unitImport.exportLead")}</p>
        <a className="button secondary" href="/quan-tri/don-vi/excel/tai-ve">
          {say("unitImport.download")}
        </a>
      </section>
      <section className="card">
        <h2>{say("unitImport.import")}</h2>
        <p>{say("unitImport.importLead")}</p>
        <PostForm {...form} enctype="multipart/form-data">
          <div className="field">
            <label htmlFor="file">{say("unitImport.file")}</label>
            <input
              id="file"
              name="file"
              type="file"
              accept=".xlsx"
              aria-invalid={actionData?.refusal ? true : undefined}
            />
          </div>
          <button type="submit">{say("unitImport.read")}</button>
        </PostForm>
      </section>
    </>
  )
}
