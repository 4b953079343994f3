import { redirect } from "react-router"
import { attachFromDevice } from "../save-from-device.server.ts"

/** Where the page of single tasks sends what was typed; somebody who opens the address lands on the list of their reports. */
export const loader = () => redirect("/bao-cao")
export const action = attachFromDevice
