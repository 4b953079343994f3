import type { Role, Seat } from "#shared/actor.ts"
import type { Word } from "#ui/words.ts"

/** `also`: pages that lie elsewhere and belong to the entry. */
export type NavigationEntry = { to: string; word: Word; also?: readonly string[] }

const myWork = { to: "/viec-cua-toi", word: "nav.myWork" } as const
const plans = { to: "/ke-hoach", word: "nav.plans", also: ["/nhap-ke-hoach"] } as const
const reports = { to: "/bao-cao", word: "nav.reports", also: ["/kiem-tra-mau"] } as const
const consolidation = { to: "/tong-hop", word: "nav.consolidation", also: ["/kiem-tra-mau"] } as const
const obstacles = { to: "/vuong-mac", word: "obstacle.title", also: ["/huong-dan"] } as const
const publications = { to: "/cong-bo", word: "nav.publications" } as const
const unitPlans = { to: "/ke-hoach-don-vi", word: "unitPlans.title" } as const
const coordination = { to: "/phoi-hop", word: "coordination.title" } as const
const handOvers = { to: "/ban-giao", word: "handOver.title" } as const
const history = { to: "/lich-su", word: "nav.history" } as const
const documents = { to: "/van-ban", word: "nav.documents" } as const
const units = { to: "/quan-tri/don-vi", word: "nav.units" } as const
const groups = { to: "/quan-tri/nhom-don-vi", word: "nav.unitGroups" } as const
const people = { to: "/quan-tri/nguoi-dung", word: "nav.people", also: ["/ban-giao", "/don-vi-thieu-nguoi"] } as const
const mail = { to: "/quan-tri/thu-di", word: "nav.mail" } as const
const holidays = { to: "/quan-tri/ngay-nghi", word: "nav.holidays" } as const
const interfaceParts = { to: "/quan-tri/giao-dien", word: "nav.interface" } as const

/** What each seat finds in its navigation: at most eight entries, its own work first. */
const entries: Record<Role, readonly NavigationEntry[]> = {
  reporter: [myWork, reports, obstacles, unitPlans, coordination, plans, documents],
  head: [myWork, reports, obstacles, unitPlans, coordination, plans, documents, handOvers],
  planOffice: [myWork, consolidation, obstacles, plans, unitPlans, documents, publications, history],
  director: [myWork, consolidation, obstacles, plans, unitPlans, documents, publications, handOvers],
  confirmer: [myWork, consolidation, obstacles, plans, documents],
  leadership: [myWork, consolidation, obstacles, publications, plans, documents],
  finance: [myWork, obstacles, plans, documents],
  homeAffairs: [myWork, obstacles, plans, documents, consolidation],
  inspector: [myWork, reports, consolidation, plans, unitPlans, documents, publications, history],
  administrator: [myWork, units, groups, people, mail, holidays, history, interfaceParts],
}

const claims = { to: "/tong-hop/xac-nhan", word: "claims.title" } as const

/** A unit that is named to confirm tasks of others finds them right after its own reports. */
export function navigationFor({ role, confirms }: Pick<Seat, "role" | "confirms">): readonly NavigationEntry[] {
  const own = entries[role]
  if (!confirms || own.includes(consolidation)) return own
  const [first, second, ...rest] = own
  return [first!, ...(second === reports ? [reports, claims] : [claims, second!]), ...rest]
}
