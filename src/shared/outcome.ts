/** What a command answers: it happened, or it was refused for a reason that a person can be shown. */
export type Outcome<Value, Code extends string = string> = Done<Value> | Refused<Code>
export type Done<Value> = { ok: true; value: Value }
export type Refused<Code extends string = string> = { ok: false; refusal: Refusal<Code> }

/**
 * A refusal is a value, not an exception. `code` names a sentence of the message catalogue (`refusal.<code>`), `values` fill its
 * places, `field` names the form field it belongs to when there is one.
 */
export type Refusal<Code extends string = string> = {
  code: Code
  field?: string
  values?: Record<string, string | number>
  details?: readonly RefusalDetail[]
}
export type RefusalDetail = { code: string; field?: string; values?: Record<string, string | number> }

export const done = <Value>(value: Value): Done<Value> => ({ ok: true, value })

export const refused = <Code extends string>(code: Code, more: Omit<Refusal<Code>, "code"> = {}): Refused<Code> => ({
  ok: false,
  refusal: { code, ...more },
})
