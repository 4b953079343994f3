/** The thing does not exist, or is out of this person's sight: both look the same from outside. Answered with 404. */
export class NotFound extends Error {
  override name = "NotFound"
}

/** Somebody else changed the record after this person opened it. Answered with 409, both texts side by side. */
export class Stale extends Error {
  override name = "Stale"
}
