import type { Typed } from "./typed-entry.ts"

/**
 * What the server answers to a form that a device sends by script. `changed`: somebody saved it meanwhile; `theirs` is what stands there,
 * `version` what the next sending must have seen. `refused`: the words say why, each with the field it belongs to.
 */
export type DeviceAnswer =
  | { state: "saved"; version: number; savedAt: string; evidenceCount?: number }
  | { state: "changed"; version: number; theirs: Typed; by: string | null; at: string | null }
  | { state: "refused"; text: string; details: readonly { text: string; field: string | null }[] }
