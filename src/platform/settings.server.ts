import { resolve } from "node:path"
import { z } from "zod"
import { findOffice, OFFICE_OFF } from "./official-documents/office-program.server.ts"

/** Everything that an operator can set, read from the environment once at start (docs/operations/settings.md). */
const Settings = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_OWNER_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATA_DIR: z.string().default("./data"),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MAIL_FROM: z.string().default("Tiến Độ <tiendo@localhost>"),
  TIME_ZONE: z.string().default("Asia/Ho_Chi_Minh"),
  TRUSTED_PROXIES: z.string().default(""),
  SOFFICE: z.string().optional(),
})

export type InstanceSettings = {
  databaseUrl: string | undefined
  ownerUrl: string | undefined
  dataFolder: string
  port: number
  host: string
  publicUrl: string
  smtpUrl: string | undefined
  mailFrom: { name?: string; address: string }
  timeZone: string
  trustedProxies: readonly string[]
  /** LibreOffice; undefined where it is not installed, and no PDF is offered. */
  office: string | undefined
}

/**
 * @returns the settings, or one sentence per fault, each naming the variable and what it expects
 */
export function readSettings(env: NodeJS.ProcessEnv): { settings: InstanceSettings } | { faults: string[] } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""))
  const read = Settings.safeParse(given)
  if (!read.success) return { faults: read.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`) }
  const value = read.data
  if (!isTimeZone(value.TIME_ZONE)) return { faults: [`TIME_ZONE: unknown time zone ${value.TIME_ZONE}`] }
  const office = findOffice(value.SOFFICE, env.PATH)
  if (value.SOFFICE && value.SOFFICE !== OFFICE_OFF && !office)
    return { faults: [`SOFFICE: no program at ${value.SOFFICE}`] }
  return {
    settings: {
      databaseUrl: value.DATABASE_URL,
      ownerUrl: value.DATABASE_OWNER_URL ?? value.DATABASE_URL,
      dataFolder: resolve(value.DATA_DIR),
      port: value.PORT,
      host: value.HOST,
      publicUrl: (
        value.PUBLIC_URL ?? `http://${value.HOST === "0.0.0.0" ? "127.0.0.1" : value.HOST}:${value.PORT}`
      ).replace(/\/$/, ""),
      smtpUrl: value.SMTP_URL,
      mailFrom: mailAddress(value.MAIL_FROM),
      timeZone: value.TIME_ZONE,
      trustedProxies: value.TRUSTED_PROXIES.split(",")
        .map((each) => each.trim())
        .filter(Boolean),
      office,
    },
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** "Tiến Độ <tiendo@caobang.gov.vn>" or an address alone */
function mailAddress(text: string): { name?: string; address: string } {
  const named = /^(.*)<([^<>]+)>\s*$/.exec(text)
  return named ? { name: named[1]!.trim(), address: named[2]!.trim() } : { address: text.trim() }
}
