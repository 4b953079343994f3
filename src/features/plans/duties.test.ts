import { expect, test } from "vitest"
import { confirmerOf, namingFault } from "./duties.ts"

const plan = { planOfficeUnitId: "office", confirmerUnitId: "chancellery" }

test.each([
  ["the plan office", ["a"], null, "office"],
  ["the unit that was named", ["a"], "finance", "finance"],
  ["the plan office again, when the named unit leads", ["a", "finance"], "finance", "office"],
  ["the confirmer unit for the office's own tasks, whoever is named", ["office", "a"], "finance", "chancellery"],
  ["nobody, when the confirmer unit leads with the office", ["office", "chancellery"], "finance", null],
])("%s confirms", (_who, leads, named, confirmer) => expect(confirmerOf(plan, leads, named)).toBe(confirmer))

test.each([
  ["finance", ["a"], undefined],
  ["a", ["a"], "confirmer.isLead"],
  ["office", ["a"], "confirmer.isOffice"],
  ["finance", ["office"], "confirmer.ownTask"],
])("naming %s where %s lead", (unit, leads, fault) => expect(namingFault(plan, leads, unit)).toBe(fault))
