import { TextField } from "#ui/form.tsx"
import { useSay } from "#ui/language.tsx"

/** The fields of a person, empty for a new one. */
export function PersonFields({ person }: { person?: { name: string; email: string; position: string | null } }) {
  const say = useSay()
  return (
    <>
      <TextField name="name" label={say("person.name")} initial={person?.name} autoComplete="off" required />
      <TextField
        name="email"
        type="email"
        inputMode="email"
        label={say("person.email")}
        hint={say("person.emailHint")}
        initial={person?.email}
        autoComplete="off"
        required
      />
      <TextField
        name="position"
        label={`${say("person.position")} (${say("form.optional")})`}
        hint={say("person.positionHint")}
        initial={person?.position}
        autoComplete="off"
      />
    </>
  )
}
