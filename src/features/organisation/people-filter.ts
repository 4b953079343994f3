export const peopleStates = ["withoutAccount", "withoutSeat", "ended"] as const
export type PeopleFilter = { text: string; role: string; unitId: string; state: string }
