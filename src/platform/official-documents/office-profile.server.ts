import { mkdir, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"

type Setting = [path: string, name: string, value: string]

/**
 * What LibreOffice may do with a file that a stranger made: no macro runs, no link is followed or brought up to date, and whatever still
 * asks the network meets a proxy that is not there. Version 7 or later; an unknown name is passed over.
 */
const settings: readonly Setting[] = [
  ["Office.Common/Security/Scripting", "MacroSecurityLevel", "3"],
  ["Office.Common/Security/Scripting", "DisableMacrosExecution", "true"],
  ["Office.Common/Security/Scripting", "DisableActiveContent", "true"],
  ["Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"],
  ["Office.Common/Misc", "UseLocking", "false"],
  ["Office.Writer/Content/Update", "Link", "2"],
  ["Office.Calc/Content/Update", "Link", "2"],
  ["Office.Java/VirtualMachine", "Enabled", "false"],
  ["Inet/Settings", "ooInetProxyType", "2"],
  ["Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"],
  ["Inet/Settings", "ooInetHTTPProxyPort", "9"],
  ["Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"],
  ["Inet/Settings", "ooInetHTTPSProxyPort", "9"],
  ["Inet/Settings", "ooInetNoProxy", ""],
]

const item = ([path, name, value]: Setting): string =>
  `<item oor:path="/org.openoffice.${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`

/** Writes a profile of its own for one conversion. @param folder becomes the profile */
export async function writeOfficeProfile(folder: string): Promise<void> {
  const file = join(folder, "user/registrymodifications.xcu")
  await mkdir(dirname(file), { recursive: true })
  await writeFile(
    file,
    `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${settings.map(item).join("")}</oor:items>`,
  )
}
