import type { Role } from "#shared/actor.ts"

/** One account for each seat of the demonstration, all with the password "demo". They exist in the demonstration only. */
export const demonstrationAccounts: readonly { email: string; role: Role }[] = [
  { email: "reporter@demo.test", role: "reporter" },
  { email: "head@demo.test", role: "head" },
  { email: "office@demo.test", role: "planOffice" },
  { email: "director@demo.test", role: "director" },
  { email: "confirmer@demo.test", role: "confirmer" },
  { email: "leader@demo.test", role: "leadership" },
  { email: "finance@demo.test", role: "finance" },
  { email: "home@demo.test", role: "homeAffairs" },
  { email: "inspector@demo.test", role: "inspector" },
  { email: "admin@demo.test", role: "administrator" },
]
export const DEMONSTRATION_PASSWORD = "demo"
