import { writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"

/** Tinos takes exactly the room of Times New Roman and has every Vietnamese letter; it comes with our packages. */
const tinosFolder = (): string =>
  dirname(createRequire(import.meta.url).resolve("@expo-google-fonts/tinos/package.json"))

const instead = (family: string): string =>
  `<match target="pattern"><test name="family"><string>${family}</string></test>
<edit name="family" mode="append" binding="same"><string>Tinos</string></edit></match>`

/**
 * Which letters a PDF is set in. Times New Roman is seldom on a server, and what Linux takes in its place lacks half of the Vietnamese
 * letters, which then come from another font in the middle of a word. A Times New Roman that is installed still comes first.
 * @returns the path of the settings (fontconfig)
 */
export async function writeFontSettings(folder: string): Promise<string> {
  const path = join(folder, "fonts.conf")
  await writeFile(
    path,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
${["Times New Roman", "Times", "Liberation Serif"].map(instead).join("")}
<include ignore_missing="yes">/etc/fonts/fonts.conf</include>
<selectfont><rejectfont><pattern><patelt name="family"><string>Liberation Serif</string></patelt></pattern></rejectfont></selectfont>
<dir>${tinosFolder()}</dir><cachedir>${join(folder, "font-cache")}</cachedir></fontconfig>`,
  )
  return path
}
