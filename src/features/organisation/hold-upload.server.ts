import type { ActionFunctionArgs } from "react-router"
import { data } from "react-router"
import { seeOther } from "#access/post.server.ts"
import { receiveBytes } from "#platform/files/receive-bytes.server.ts"
import { isId } from "#shared/id.ts"
import { type Outcome, refused } from "#shared/outcome.ts"
import type { FormState } from "#ui/form.tsx"
import { adminPage } from "./admin-page.server.ts"
import { holdUnitImport } from "./import-units.server.ts"

/** The post of a workbook: read in memory, its rows held for the dry run, the file itself kept nowhere. */
export async function holdUpload({ request, context }: ActionFunctionArgs) {
  const { ctx } = adminPage(context)
  const received = await receiveBytes(request, { maxTotalBytes: 7 * 1024 * 1024, maxFileBytes: 5 * 1024 * 1024 })
  const refuse = (outcome: Outcome<unknown>) =>
    data<FormState>({ fields: {}, ...(outcome.ok ? {} : { refusal: { field: "file", ...outcome.refusal } }) }, 422)
  if (!received.ok) return refuse(received)
  const file = received.value.files[0]
  if (!file) return refuse(refused("organisation.noFile"))
  const { requestId } = received.value.fields
  const held = await holdUnitImport({ ...ctx, requestId: isId(requestId) ? requestId : undefined }, file)
  return held.ok ? seeOther(`/quan-tri/don-vi/excel/${held.value.heldImportId}`) : refuse(held)
}
