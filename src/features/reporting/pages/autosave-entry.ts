import { redirect } from "react-router"
import { autosaveEntry } from "../entry-action.server.ts"

/** Where the autosave script posts; somebody who opens the address lands on the list of their reports. */
export const loader = () => redirect("/bao-cao")
export const action = autosaveEntry
