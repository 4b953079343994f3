import { createContext, type ReactNode, useContext } from "react"
import type { Refusal } from "#shared/outcome.ts"
import { useSay } from "./language.tsx"
import { sayCode } from "./words.ts"

/** What a form is filled with after it was refused, or came back from an expired session: everything that was typed. */
export type FormState = { fields: Record<string, string>; refusal?: Refusal; isResumed?: boolean }

const FormContext = createContext<FormState & { idPrefix?: string }>({ fields: {} })

/** The id of an element inside a form: several forms of one page have the same fields, each with a prefix of its own. */
export const useFormId = (): ((id: string) => string) => {
  const { idPrefix = "" } = useContext(FormContext)
  return (id) => `${idPrefix}${id}`
}

type PostFormProps = {
  action?: string
  /** New for every rendering: the same form sent twice acts once. */
  requestId: string
  /** Whose form this is; a form that outlives its session comes back to this person only. */
  owner?: string
  seenVersion?: number
  state?: FormState | undefined
  hidden?: Record<string, string>
  enctype?: "multipart/form-data"
  id?: string
  className?: string
  /** Where the autosave script posts the same fields. */
  autosave?: string | undefined
  /** Stands before the ids of the fields where a page has several forms with the same fields. */
  idPrefix?: string
  /** "off" where a script keeps what was typed: the browser then restores nothing by itself. */
  autoComplete?: "off"
  /** What a small script must know of this form. */
  data?: Readonly<Record<`data-${string}`, string>>
  children: ReactNode
}

/** A plain HTML post that works without any script. */
export function PostForm({
  action,
  requestId,
  owner,
  seenVersion,
  state,
  hidden,
  enctype,
  id,
  className,
  autosave,
  idPrefix,
  autoComplete,
  data,
  children,
}: PostFormProps) {
  return (
    <FormContext value={{ ...(state ?? { fields: {} }), ...(idPrefix === undefined ? {} : { idPrefix }) }}>
      <form
        method="post"
        action={action}
        encType={enctype}
        id={id}
        className={className}
        noValidate
        autoComplete={autoComplete}
        data-autosave={autosave}
        {...data}
      >
        <input type="hidden" name="requestId" value={requestId} />
        {owner && <input type="hidden" name="formOwner" value={owner} />}
        {seenVersion !== undefined && <input type="hidden" name="seenVersion" value={seenVersion} />}
        {Object.entries(hidden ?? {}).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {children}
      </form>
    </FormContext>
  )
}

/** Every fault of the form in one place above it, each a link to its field. */
export function ErrorSummary({ state, idPrefix = "" }: { state: FormState | undefined; idPrefix?: string }) {
  const say = useSay()
  if (state?.isResumed)
    return (
      <div className="message info" role="status">
        <p>{say("form.resumed")}</p>
      </div>
    )
  if (!state?.refusal) return null
  const { code, field, values, details } = state.refusal
  return (
    <div className="error-summary" role="alert" tabIndex={-1} id="error-summary">
      <h2>{say("form.notDone")}</h2>
      <p>
        {field ? (
          <a href={`#${idPrefix}${field}`}>{sayCode(say, "refusal", code, values)}</a>
        ) : (
          sayCode(say, "refusal", code, values)
        )}
      </p>
      {details && details.length > 0 && (
        <ul>
          {details.map((each) => (
            <li key={`${each.field ?? ""}${each.code}${JSON.stringify(each.values ?? {})}`}>
              {each.field ? (
                <a href={each.field.startsWith("/") ? each.field : `#${idPrefix}${each.field}`}>
                  {sayCode(say, "refusal", each.code, each.values)}
                </a>
              ) : (
                sayCode(say, "refusal", each.code, each.values)
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

type FieldProps = { name: string; label: string; hint?: string | undefined; id?: string }

/** The fault that belongs to a field, if the refusal names it. */
function useField({ name, id }: Pick<FieldProps, "name" | "id">, initial: string | number | null | undefined) {
  const { fields, refusal } = useContext(FormContext)
  const say = useSay()
  const formId = useFormId()
  const fault = refusal?.field === name ? refusal : refusal?.details?.find((each) => each.field === name)
  return {
    value: fields[name] ?? String(initial ?? ""),
    id: formId(id ?? name),
    error: fault && sayCode(say, "refusal", fault.code, fault.values),
  }
}

function FieldFrame({
  label,
  hint,
  id,
  error,
  children,
}: Pick<FieldProps, "label" | "hint"> & { id: string; error: string | undefined; children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {children}
    </div>
  )
}

const describedBy = (id: string, hint: string | undefined, error: string | undefined) =>
  [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined

type TextFieldProps = FieldProps & {
  initial?: string | number | null | undefined
  type?: "text" | "email" | "password" | "search"
  autoComplete?: string
  inputMode?: "text" | "numeric" | "email"
  maxLength?: number
  required?: boolean
}

export function TextField({
  initial,
  type = "text",
  autoComplete,
  inputMode,
  maxLength,
  required,
  ...field
}: TextFieldProps) {
  const { value, id, error } = useField(field, initial)
  return (
    <FieldFrame label={field.label} hint={field.hint} id={id} error={error}>
      <input
        id={id}
        name={field.name}
        type={type}
        defaultValue={type === "password" ? undefined : value}
        autoComplete={autoComplete}
        inputMode={inputMode}
        maxLength={maxLength}
        required={required}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, field.hint, error)}
      />
    </FieldFrame>
  )
}

export function TextArea({
  initial,
  rows = 3,
  ...field
}: FieldProps & { initial?: string | null | undefined; rows?: number }) {
  const { value, id, error } = useField(field, initial)
  return (
    <FieldFrame label={field.label} hint={field.hint} id={id} error={error}>
      <textarea
        id={id}
        name={field.name}
        rows={rows}
        defaultValue={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, field.hint, error)}
      />
    </FieldFrame>
  )
}

export type Option = { value: string; label: string }

export function SelectField({
  initial,
  options,
  ...field
}: FieldProps & { initial?: string | null | undefined; options: readonly Option[] }) {
  const { value, id, error } = useField(field, initial)
  return (
    <FieldFrame label={field.label} hint={field.hint} id={id} error={error}>
      <select
        id={id}
        name={field.name}
        defaultValue={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy(id, field.hint, error)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}

export function RadioField({
  initial,
  options,
  name,
  label,
  hint,
}: FieldProps & { initial?: string | null | undefined; options: readonly Option[] }) {
  const { value, id, error } = useField({ name }, initial)
  return (
    <fieldset id={id} aria-describedby={describedBy(id, hint, error)}>
      <legend>{label}</legend>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="error" id={`${id}-error`}>
          {error}
        </p>
      )}
      {options.map((option) => (
        <label className="choice" key={option.value}>
          <input type="radio" name={name} value={option.value} defaultChecked={option.value === value} />{" "}
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}

/** dd/mm/yyyy as text, whatever the browser's language. */
export const DayField = (props: TextFieldProps) => <TextField {...props} inputMode="text" autoComplete="off" />

/** A choice among the filters of a list; "all" is its first option. Lists keep their filters in the address. */
export function FilterChoice({
  name,
  label,
  value,
  options,
}: {
  name: string
  label: string
  value: string
  options: readonly Option[]
}) {
  const say = useSay()
  return (
    <div className="field grow">
      <label htmlFor={name}>{label}</label>
      <select id={name} name={name} defaultValue={value}>
        <option value="">{say("tasks.any")}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
