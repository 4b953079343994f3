import { expect, test } from "vitest"
import { changedKinds, defaultTemplate, fieldsFor, typedTemplate } from "./report-template.ts"
import { fieldScope, scopeInWords } from "./template-scope.ts"

const keys = () => {
  let count = 0
  return () => `new-${++count}`
}

test("rows stand in the order of their numbers; a row without a name is left out; a standard title stays the product's", () => {
  const typed = typedTemplate(
    {
      "s1-title": "Công tác chỉ đạo, điều hành",
      "s1-key": "direction",
      "s1-part": "direction",
      "s1-place": "9",
      "s2-title": "  ",
      "s3-title": "Chuyển đổi số nội bộ",
      "s3-part": "results",
      "s3-required": "yes",
      "f1-label": "Số hồ sơ",
      "f1-kind": "number",
      "f1-unit": "hồ sơ",
      "f1-measure": "flow",
      "f1-scope": "nhóm 2; 1.7",
      "ask-obstacle": "required",
      "ask-proposal": "nonsense",
    },
    keys(),
  )
  expect(typed).toMatchObject({
    value: {
      sections: [
        { key: "new-1", title: "Chuyển đổi số nội bộ", isRequired: true },
        { key: "direction", title: null, hint: null },
      ],
      fields: [{ key: "new-2", label: "Số hồ sơ", scope: ["nhóm 2", "1.7"], measure: "flow", rollUp: "sum" }],
      asks: { obstacle: "required", proposal: "asked", nextStep: "asked" },
    },
  })
})

test("two rows of one name, a choice without choices and an endless title are faults beside their fields", () => {
  const typed = typedTemplate(
    {
      "s1-title": "A",
      "s2-title": " a ",
      "f1-label": "Mức độ",
      "f1-kind": "choice",
      "f1-choices": "cao",
      "f2-label": "x".repeat(201),
    },
    keys(),
  )
  expect(typed).toMatchObject({
    refusal: {
      details: [
        { code: "form.tooLong", field: "f2-label" },
        { code: "request.fewChoices", field: "f1-choices" },
        { code: "template.sameName", field: "s2-title" },
      ],
    },
  })
})

test("a field that exists keeps its kind, so that what was entered keeps its meaning", () => {
  const old = typedTemplate({ "f1-label": "Số hồ sơ", "f1-kind": "number", "f1-key": "k" }, keys())
  const now = typedTemplate({ "f1-label": "Hồ sơ", "f1-kind": "text", "f1-key": "k" }, keys())
  if (!old.ok || !now.ok) throw new Error()
  const before = old.value.fields.map((field) => ({ ...field, groupIds: [], taskIds: [] }))
  expect(changedKinds(before, now.value.fields)).toMatchObject([{ code: "template.kindChanged", field: "f1-kind" }])
  expect(changedKinds(before, old.value.fields)).toEqual([])
})

test("codes of tasks and groups become the tasks and groups; what is neither is named; a field is asked there only", () => {
  const codes = {
    groups: [{ id: "g2", code: "2" }],
    tasks: [
      { id: "t17", code: "1.7" },
      { id: "t2", code: "2" },
    ],
  }
  const scope = fieldScope(["nhóm 2", "1.7", "9.9"], codes)
  expect(scope).toEqual({ groupIds: ["g2"], taskIds: ["t17"], unknown: ["9.9"] })
  expect(fieldScope(["2"], codes)).toMatchObject({ groupIds: [], taskIds: ["t2"] })
  expect(scopeInWords(scope, codes)).toBe("nhóm 2; 1.7")
  const field = { ...scope, key: "k" } as never
  const asked = (taskId: string, taskGroupId: string) => fieldsFor({ fields: [field] }, { taskId, taskGroupId }).length
  expect([asked("t17", "g1"), asked("t9", "g2"), asked("t9", "g1")]).toEqual([1, 1, 0])
  expect(fieldsFor(defaultTemplate, { taskId: "t9", taskGroupId: "g1" })).toEqual([])
})
