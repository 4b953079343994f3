const mayUse = require("./architecture.json")
const features = Object.entries(mayUse).map(([name, uses]) => ({
  name: `${name}-may-use-only-${uses.join("-") || "nothing"}`,
  severity: "error",
  from: { path: `^src/features/${name}/`, pathNot: "\\.test\\.ts$" },
  to: { path: "^src/features/", pathNot: [name, ...uses].map((each) => `^src/features/${each}/`) },
}))
const pure = "(?<!\\.server)(?<!\\.test)\\.ts$"
module.exports = {
  forbidden: [
    ...features,
    { name: "features-are-listed", severity: "error", from: { path: `^src/features/(?!(${Object.keys(mayUse).join("|")})/)` }, to: {} },
    {
      name: "rules-stay-pure",
      severity: "error",
      from: { path: `^src/(features|shared)/.*${pure}` },
      to: { pathNot: [`^src/(features|shared)/.*${pure}`, "^src/platform/(official-documents|workbooks)/[^/]*(?<!\\.server)\\.ts$"] },
    },
    { name: "stores-belong-to-their-feature", severity: "error", from: { path: "^src/features/([^/]+)/" }, to: { path: "-store\\.server\\.ts$", pathNot: "^src/features/$1/" } },
    { name: "platform-knows-no-feature", severity: "error", from: { path: "^src/(platform|ui|shared)/" }, to: { path: "^src/(features|processes|access)/" } },
    { name: "pages-do-not-touch-the-database", severity: "error", from: { path: "\\.tsx$" }, to: { path: ["^src/platform/db/", "-store\\.server\\.ts$", "node_modules/(kysely|pg)/"] } },
    { name: "no-cycles", severity: "error", from: { pathNot: "\\+types" }, to: { circular: true } },
    { name: "no-orphans", severity: "error", from: { orphan: true, path: "^src/", pathNot: ["\\.test\\.ts$", "^src/(processes|routes|root|entry|enhance)", "\\.d\\.ts$"] }, to: {} },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(\\+types|\\.react-router)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx"], conditionNames: ["import"] },
  },
}
