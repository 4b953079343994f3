import { reactRouter } from "@react-router/dev/vite"
import { defineConfig, type Plugin } from "vite"

/**
 * Leaves the components of pages as they are written. The framework wraps each one to read its props from its router's contexts;
 * entry.server.tsx renders the matched pages itself and hands the props over (docs/decisions/0009).
 */
const pagesAsWritten: Plugin = {
  name: "tiendo:pages-as-written",
  enforce: "post",
  transform: (code) =>
    code.replace(/import \{([^}]*\bUNSAFE_with[^}]*)\} from "react-router";?/g, (_import, names: string) =>
      names
        .split(",")
        .map((name) => `const ${name.split(" as ").at(-1)?.trim()} = (component) => component;`)
        .join(""),
    ),
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle))
      if ("code" in chunk && /\bUNSAFE_with/.test(chunk.code)) this.error(`${chunk.fileName}: a page is still wrapped`)
  },
}

export default defineConfig({ plugins: [reactRouter(), pagesAsWritten], build: { assetsInlineLimit: 0 } })
