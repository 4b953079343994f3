/** The cookies that remember a choice of the person: the seat that they act in, the language that they read. */
export const SEAT_COOKIE = "tiendo.seat"
export const LANGUAGE_COOKIE = "tiendo.language"
