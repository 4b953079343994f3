import { accessSync, constants } from "node:fs"
import { delimiter, isAbsolute, join } from "node:path"

/** Where LibreOffice stands when it is not on the PATH. */
const usualPlaces = [
  "/usr/bin/soffice",
  "/usr/local/bin/soffice",
  "/usr/lib/libreoffice/program/soffice",
  "/usr/lib64/libreoffice/program/soffice",
  "/opt/libreoffice/program/soffice",
  "/Applications/LibreOffice.app/Contents/MacOS/soffice",
]

/** The value of SOFFICE that switches PDF files off although LibreOffice is there. */
export const OFFICE_OFF = "off"

/**
 * The program that turns Word and Excel files into PDF, or undefined when this machine has none.
 * @param setting SOFFICE: a path, "off", or undefined to look on the PATH and in the usual places
 */
export function findOffice(setting: string | undefined, path: string | undefined): string | undefined {
  if (setting === OFFICE_OFF) return undefined
  if (setting !== undefined) return isProgram(setting) ? setting : undefined
  const onPath = (path ?? "")
    .split(delimiter)
    .filter(isAbsolute)
    .flatMap((folder) => [join(folder, "soffice"), join(folder, "libreoffice")])
  return [...onPath, ...usualPlaces].find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
