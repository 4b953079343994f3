import type { Readable } from "node:stream"
import { walkXml } from "./xml-walk.server.ts"

/** What a paragraph style brings with it: a heading level, a list, bold or capital letters. */
export type WordStyle = {
  basedOn: string | null
  headingLevel: number | null
  numId: string | null
  depth: number | null
  bold: boolean | null
  caps: boolean | null
}

export const isOn = (value: string | undefined): boolean => value === undefined || !/^(?:0|false|off|none)$/.test(value)

export async function readStyles(part: Readable): Promise<Map<string, WordStyle>> {
  const styles = new Map<string, WordStyle>()
  let style: WordStyle | null = null
  await walkXml(part, {
    open: (name, attributes) => {
      if (name === "style") {
        style = { basedOn: null, headingLevel: null, numId: null, depth: null, bold: null, caps: null }
        styles.set(attributes.styleId ?? "", style)
      } else if (style) readProperty(style, name, attributes.val)
    },
    close: (name) => {
      if (name === "style") style = null
    },
  })
  return styles
}

function readProperty(style: WordStyle, name: string, value: string | undefined): void {
  if (name === "basedOn") style.basedOn = value ?? null
  else if (name === "name" && /^heading (\d)$/i.test(value ?? "")) style.headingLevel = Number(value!.slice(-1))
  else if (name === "outlineLvl" && Number(value) < 9) style.headingLevel ??= Number(value) + 1
  else if (name === "numId") style.numId = value ?? null
  else if (name === "ilvl") style.depth = Number(value)
  else if (name === "b") style.bold = isOn(value)
  else if (name === "caps") style.caps = isOn(value)
}

/** The value of a property, from the style itself or the nearest one it is based on. */
export function styleValue<Key extends keyof WordStyle>(
  styles: Map<string, WordStyle>,
  id: string | null,
  key: Key,
): WordStyle[Key] | null {
  for (let at = id, steps = 0; at !== null && steps < 12; steps++) {
    const style = styles.get(at)
    if (!style) return null
    if (style[key] !== null) return style[key]
    at = style.basedOn
  }
  return null
}
