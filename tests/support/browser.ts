import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import type { AddressInfo } from "node:net"
import { join } from "node:path"
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core"
import { expect } from "vitest"
import { pdfPreviews } from "#platform/official-documents/pdf-previews.server.ts"
import type { RenderPdf } from "#platform/official-documents/render-pdf.server.ts"
import { openWeb } from "../../src/processes/web.ts"
import { type TestInstance, testInstance } from "./test-database.ts"

export type World = TestInstance & {
  base: string
  browser: Browser
  /** A person at a browser of their own, signed in with a demonstration account, or a member of the public. */
  person: (email: string | null, options?: { scripts?: boolean; phone?: boolean }) => Promise<Person>
  stop: () => Promise<void>
}
export type Person = {
  page: Page
  context: BrowserContext
  go: (path: string) => Promise<void>
  press: (name: string) => Promise<void>
  sees: (text: string) => Promise<void>
}

const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

/**
 * The built program on a free port, a database of its own with the demonstration province, and a browser.
 * @param renderPdf stands in for LibreOffice; null: as on a server without it
 */
export async function openWorld({ renderPdf }: { renderPdf?: RenderPdf | null } = {}): Promise<World> {
  const test = await testInstance("demonstration")
  const settings = { ...test.instance.settings }
  const pdf = renderPdf === undefined ? {} : pdfParts(renderPdf, settings.dataFolder)
  const web = await openWeb({ ...test.instance, ...pdf, settings, isDemonstration: true })
  await new Promise<void>((done) => web.server.listen(0, "127.0.0.1", done))
  const { port } = web.server.address() as AddressInfo
  const base = `http://127.0.0.1:${port}`
  settings.publicUrl = base
  const executablePath = places.find((place) => place && existsSync(place))
  const browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: flags })
  return {
    ...test,
    base,
    browser,
    person: (email, options) => newPerson(browser, base, email, options),
    stop: async () => {
      await browser.close()
      await web.close()
      await test.close()
    },
  }
}

const pdfParts = (render: RenderPdf | null, dataFolder: string) => ({
  renderPdf: render ?? undefined,
  previews: render ? pdfPreviews(render, join(dataFolder, "previews")) : undefined,
})

async function newPerson(
  browser: Browser,
  base: string,
  email: string | null,
  options: { scripts?: boolean; phone?: boolean } = {},
): Promise<Person> {
  const viewport = options.phone ? { width: 390, height: 844 } : { width: 1280, height: 900 }
  const context = await browser.newContext({
    javaScriptEnabled: options.scripts ?? true,
    viewport,
    baseURL: base,
    locale: "vi-VN",
  })
  context.setDefaultTimeout(15_000)
  const page = await context.newPage()
  const person: Person = {
    page,
    context,
    go: async (path) => void (await page.goto(path)),
    press: async (name) => {
      await page.getByRole("button", { name }).or(page.getByRole("link", { name })).first().click()
      await page.waitForLoadState()
    },
    sees: async (text) => {
      await expect.poll(() => page.locator("body").innerText()).toContain(text)
    },
  }
  if (email) {
    await person.go("/dang-nhap")
    await page.locator("#email").fill(email)
    await page.locator("#password").fill("demo")
    await page.locator("#password").press("Enter")
    await page.waitForURL("**/viec-cua-toi")
  }
  return person
}

/** axe itself, as its driver for Playwright brings it along. */
const { source } = createRequire(import.meta.resolve("@axe-core/playwright"))("axe-core") as { source: string }
type Violations = { violations: { id: string; nodes: { target: string[] }[] }[] }

/**
 * axe inside the page itself and only for its faults: handing over what is in order, and doing so through a second page as its own driver
 * does, takes several times longer than looking. Our pages have no frames.
 */
async function runAxe(page: Page): Promise<Violations> {
  await page.evaluate(source)
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (options: object) => Promise<Violations> } }
    const { violations } = await axe.run({ resultTypes: ["violations"] })
    return { violations: violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ target }) => ({ target })) })) }
  })
}

/** No fault that axe can find (WCAG 2.2 A and AA and its best practices), and nothing wider than the screen. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await runAxe(page)
  const faults = violations.map(
    (each) =>
      `${each.id}: ${each.nodes
        .map((node) => node.target.join(" "))
        .slice(0, 3)
        .join(" | ")}`,
  )
  expect(faults, page.url()).toEqual([])
  await expectFits(page)
}

export async function expectFits(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect(overflow, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0)
}
